import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { importances } from '../../src/core/search/outcome.ts';
import { formatDecimals, formatSigned } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './runs.module.css';
import { useVariedName } from './varied-name.ts';

/** Beyond this, scores in any order would do as well too often. */
const surely = 0.05;

/** How far the scores of a search go with each thing that it varied, and whether chance alone would do as much. */
export function ImportanceCard({ trials }: { readonly trials: readonly RunRecord[] }) {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const nameOf = useVariedName();
  const found = useMemo(() => importances(trials), [trials]);
  const [first] = found;
  const decimals = (value: number) => formatDecimals(value, 2, locale);
  return (
    <section className={styles.card}>
      <header>
        <h3>{t('importance.title')}</h3>
      </header>
      {first ? (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <caption className="visually-hidden">{t('importance.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('importance.varied')}</th>
                <th scope="col" data-numeric="">
                  {t('importance.value')}
                </th>
                <th scope="col" data-numeric="">
                  {t('importance.chance')}
                </th>
              </tr>
            </thead>
            <tbody>
              {found.map(({ key, measure, value, chance }) => (
                <tr key={key}>
                  <th scope="row">{nameOf(key)}</th>
                  <td data-numeric="">
                    {measure === 'rho' ? `ρ ${formatSigned(value, decimals)}` : `η ${decimals(value)}`}
                  </td>
                  <td data-numeric="">
                    {chance < 0.01 ? `< ${decimals(0.01)}` : decimals(chance)}
                    {chance > surely ? <span className={styles.small}>{t('importance.unsure')}</span> : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <p className={styles.empty}>{t('importance.tooFew')}</p>
      )}
      {first ? (
        <p className={styles.note}>{t('importance.note', { count: first.trials, epochs: first.epochs })}</p>
      ) : null}
    </section>
  );
}
