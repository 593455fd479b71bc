import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import { atThreshold } from '../../src/engine/inspect/at-threshold.ts';
import type { ManyLabelEvaluation } from '../../src/engine/inspect/evaluation.ts';
import { formatDecimals, formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { CurvesSection } from './curves-section.tsx';
import styles from './evaluate.module.css';
import { WorstSamples } from './worst-samples.tsx';

interface Props {
  readonly evaluation: ManyLabelEvaluation;
  readonly dataset: Dataset;
}

const stepsOfThreshold = 100;

/** Each label at a threshold that can be moved, their curves, and the samples with the most labels wrong. */
export function LabelFiguresView({ evaluation, dataset }: Props) {
  const { t } = useTranslation('evaluate');
  const { classes } = dataset;
  return (
    <>
      <LabelTable evaluation={evaluation} classes={classes} />
      {evaluation.curves.some((curve) => curve !== null) ? (
        <CurvesSection curves={evaluation.curves} classes={classes} />
      ) : null}
      <WorstSamples
        title={t('worst.labels')}
        none={t('worst.noneWrong')}
        dataset={dataset}
        split={evaluation.split}
        samples={evaluation.worst.map(({ index, missed, invented }) => ({
          index,
          notes: [
            ...missed.map((label) => `− ${classes[label] ?? ''}`),
            ...invented.map((label) => `+ ${classes[label] ?? ''}`),
          ],
        }))}
      />
    </>
  );
}

function LabelTable({
  evaluation,
  classes,
}: {
  readonly evaluation: ManyLabelEvaluation;
  readonly classes: readonly string[];
}) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const [threshold, setThreshold] = useState(stepsOfThreshold / 2);
  const rows = evaluation.perLabel.map((label) => atThreshold(label, threshold));
  const percent = (value: number) => formatDecimals(value * 100, 1, locale);
  const lowest = Math.min(...rows.map(({ f1 }) => f1));
  const mean = (key: 'precision' | 'recall' | 'f1') =>
    percent(rows.reduce((sum, row) => sum + row[key], 0) / Math.max(1, rows.length));
  return (
    <section className={styles.block} aria-label={t('labels.title')}>
      <div className={styles.heading}>
        <h3>{t('labels.title')}</h3>
        <label className={styles.threshold}>
          {t('labels.threshold')}
          <input
            type="range"
            min={1}
            max={stepsOfThreshold - 1}
            value={threshold}
            onChange={(event) => setThreshold(event.currentTarget.valueAsNumber)}
          />
          <output>{formatDecimals(threshold / stepsOfThreshold, 2, locale)}</output>
        </label>
      </div>
      <table className={styles.table} aria-label={t('labels.title')}>
        <thead>
          <tr>
            <th scope="col">{t('labels.label')}</th>
            <th scope="col">{t('perClass.support')}</th>
            <th scope="col">{t('labels.said')}</th>
            <th scope="col">{t('perClass.precision')}</th>
            <th scope="col">{t('perClass.recall')}</th>
            <th scope="col">{t('perClass.f1')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ precision, recall, f1, there, said }, label) => (
            <tr key={classes[label]}>
              <th scope="row">{classes[label]}</th>
              <td>{formatFull(there, locale)}</td>
              <td>{formatFull(said, locale)}</td>
              <td>{percent(precision)}</td>
              <td>{percent(recall)}</td>
              <td>
                <b>{percent(f1)}</b>
              </td>
              <td>
                <span className={styles.bar} data-low={(f1 === lowest && lowest < 1) || undefined}>
                  <i style={{ width: `${f1 * 100}%` }} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('perClass.macro')}</th>
            <td colSpan={2} />
            <td>{mean('precision')}</td>
            <td>{mean('recall')}</td>
            <td>
              <b>{mean('f1')}</b>
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
