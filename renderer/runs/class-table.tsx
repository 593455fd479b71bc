import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { classTable } from '../../src/core/runs/class-rows.ts';
import { formatDecimals, formatSigned } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useRunName } from '../training/use-runs.ts';
import classes from './class-table.module.css';
import styles from './runs.module.css';

/** Each class of the evaluated runs, what changed most first: which got better, which worse. */
export function ClassTable({ runs }: { readonly runs: readonly RunRecord[] }) {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const nameOf = useRunName();
  const table = classTable(runs);
  if (!table) return <p className={styles.note}>{t('classes.none')}</p>;
  const title = t('classes.title', { measure: t(`classes.${table.measure}`), split: t(`classes.${table.split}`) });
  const percent = (share: number): string => formatDecimals(share * 100, 1, locale);
  return (
    <>
      <table className={styles.table}>
        <caption className={classes.caption}>{title}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.first}>
              <span className={styles.small}>{t('classes.class')}</span>
            </th>
            {runs.map((run) => (
              <th key={run.id} scope="col" data-numeric="">
                <span className={styles.small}>{nameOf(run)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ name, scores }) => (
            <tr key={name}>
              <th scope="row" className={styles.first}>
                {name}
              </th>
              {runs.map((run, i) => {
                const score = scores[i] ?? null;
                const base = scores[0] ?? null;
                const change = i === 0 || score === null || base === null ? null : score - base;
                return (
                  <td key={run.id} data-numeric="">
                    {score === null ? '—' : percent(score)}
                    {change === null ? null : (
                      <span className={`${styles.small} ${classes.change}`} data-change={directionOf(change)}>
                        {formatSigned(change, percent)}
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {table.rows.some(({ scores }) => scores.includes(null)) ? (
        <p className={styles.note}>{t('classes.missing')}</p>
      ) : null}
    </>
  );
}

const directionOf = (change: number): 'better' | 'worse' | 'same' =>
  change > 0 ? 'better' : change < 0 ? 'worse' : 'same';
