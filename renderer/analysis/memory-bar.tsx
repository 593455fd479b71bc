import { useTranslation } from 'react-i18next';
import type { Fit } from '../../src/engine/train/peak.ts';
import { formatBytes } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './analysis.module.css';

const parts = ['weights', 'gradients', 'slots', 'activations', 'working'] as const;
export type MemoryPart = (typeof parts)[number];

const bytesOf = ({ held, working }: Fit, part: MemoryPart): number => (part === 'working' ? working : held[part]).value;

/** What training holds, part by part; a mark where the device's memory ends, if it ends within. */
export function MemoryBar({ fit }: { readonly fit: Fit }) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const width = (bytes: number) => `${fit.peak.value === 0 ? 0 : (100 * bytes) / fit.peak.value}%`;
  const shown = parts.filter((part) => bytesOf(fit, part) > 0);
  return (
    <>
      <div className={styles.bar} aria-hidden="true">
        {shown.map((part) => (
          <i key={part} data-part={part} style={{ width: width(bytesOf(fit, part)) }} />
        ))}
        {fit.budget !== null && fit.peak.value > fit.budget ? (
          <span className={styles.limit} style={{ left: width(fit.budget) }} />
        ) : null}
      </div>
      <dl className={styles.parts}>
        {shown.map((part) => (
          <div key={part} data-part={part}>
            <dt>{t(`memory.${part}`)}</dt>
            <dd>{formatBytes(bytesOf(fit, part), locale)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
