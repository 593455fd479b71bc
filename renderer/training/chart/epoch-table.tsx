import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import styles from './chart.module.css';
import { figureOf, type Measure } from './curves.ts';
import { formatMeasure } from './format-measure.ts';
import { useMeasureName } from './use-measure-name.ts';

/** The chart's figures as text, newest epoch first: for those who cannot see the chart, and for exact values. */
export function EpochTable({ run, measure }: { readonly run: RunRecord; readonly measure: Measure }) {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const measureName = useMeasureName();
  if (run.epochs.length === 0) return <p className={styles.tableEmpty}>{t('chart.empty')}</p>;
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <caption className="visually-hidden">{measureName(run, measure)}</caption>
        <thead>
          <tr>
            <th scope="col">{t('chart.epoch')}</th>
            <th scope="col">{t('chart.train')}</th>
            <th scope="col">{t('chart.validation')}</th>
          </tr>
        </thead>
        <tbody>
          {[...run.epochs].reverse().map((epoch) => (
            <tr key={epoch.epoch} data-best={epoch.epoch === run.bestEpoch || undefined}>
              <th scope="row">{formatFull(epoch.epoch, locale)}</th>
              <td>{formatMeasure(figureOf(run, epoch, measure, 'train'), measure, locale)}</td>
              <td>{formatMeasure(figureOf(run, epoch, measure, 'validation'), measure, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
