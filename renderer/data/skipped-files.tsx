import { useTranslation } from 'react-i18next';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Section } from '../ui/layout.tsx';
import styles from './data.module.css';

const shown = 100;

/** Files and rows that could not be read, with the reason. */
export function SkippedFiles({ skipped }: Pick<Dataset, 'skipped'>) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const engineText = useEngineText();
  if (skipped.length === 0) return null;
  return (
    <Section title={t('skipped')} aside={formatFull(skipped.length, locale)}>
      <ul className={styles.skipped}>
        {skipped.slice(0, shown).map(({ path, reason }) => (
          <li key={path}>
            <b>{path}</b>
            <span>{engineText(reason)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
