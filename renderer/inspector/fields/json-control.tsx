import { Check, ChevronDown, ChevronRight, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/button.tsx';
import { type FieldControlProps, recordOf } from './field-props.ts';
import styles from './fields.module.css';

/** Settings of a layer that Stride does not know: to read and to copy. */
export function JsonControl({ label, value }: FieldControlProps) {
  const { t } = useTranslation('define');
  const [open, setOpen] = useState(false);
  const [copied, setCopied] = useState(false);
  const text = JSON.stringify(value, null, 2);
  const count = Object.keys(recordOf(value)).length;
  const Chevron = open ? ChevronDown : ChevronRight;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <span className={styles.json}>
      <span className={styles.jsonHead}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={open}
          aria-label={label}
          onClick={() => setOpen(!open)}
        >
          <Chevron size={12} />
          {t('inspector.entries', { count })}
        </button>
        <IconButton size="small" label={t(copied ? 'inspector.copied' : 'inspector.copy')} onClick={() => void copy()}>
          {copied ? <Check size={13} /> : <Copy size={13} />}
        </IconButton>
      </span>
      {open ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
        <pre tabIndex={0}>{text}</pre>
      ) : null}
    </span>
  );
}
