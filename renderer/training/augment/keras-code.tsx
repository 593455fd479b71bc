import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kerasCode } from '../../../src/core/augment/keras-code.ts';
import type { Augmentation } from '../../../src/core/augment/schema.ts';
import { IconButton } from '../../ui/button.tsx';
import styles from './augment.module.css';

/** The pipeline as the course writes it. */
export function KerasCode({ augmentation }: { readonly augmentation: Augmentation }) {
  const { t } = useTranslation('augment');
  const [copied, setCopied] = useState(false);
  const code = kerasCode(augmentation);
  return (
    <details className={styles.code}>
      <summary>{t('keras')}</summary>
      <div>
        <pre>{code}</pre>
        <IconButton
          label={copied ? t('copied') : t('copy')}
          size="small"
          onClick={() => void navigator.clipboard.writeText(code).then(() => setCopied(true))}
          onBlur={() => setCopied(false)}
        >
          {copied ? <Check size={13} /> : <Copy size={13} />}
        </IconButton>
      </div>
    </details>
  );
}
