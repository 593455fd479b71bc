import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { RegressionEvaluation } from '../../src/engine/inspect/evaluation.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Select } from '../ui/choice.tsx';
import curves from './curves.module.css';
import styles from './evaluate.module.css';
import { ErrorHistogram, type Point, ScatterPlot } from './number-plots.tsx';
import { number } from './stat-row.tsx';
import { WorstSamples } from './worst-samples.tsx';

interface Props {
  readonly evaluation: RegressionEvaluation;
  readonly dataset: Dataset;
}

/** What was predicted against what was to be hit, what is left over, figures by output, and the samples missed farthest. */
export function NumberFiguresView({ evaluation, dataset }: Props) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const { perOutput, points, count } = evaluation;
  const [chosen, setChosen] = useState(0);
  const output = Math.min(chosen, perOutput.length - 1);
  const own: readonly Point[] = Array.from(points.indices, (_, i) => [
    points.wanted[i * perOutput.length + output] ?? Number.NaN,
    points.predicted[i * perOutput.length + output] ?? Number.NaN,
  ]);
  const finite = own.filter(([wanted, predicted]) => Number.isFinite(wanted) && Number.isFinite(predicted));
  const errors = finite.map(([wanted, predicted]): Point => [wanted, predicted - wanted]);
  const name = perOutput[output]?.name ?? '';
  return (
    <>
      <section className={curves.section} aria-label={t('numbers.title')}>
        <div className={styles.heading}>
          <h3>{t('numbers.title')}</h3>
          {perOutput.length > 1 ? (
            <span className={curves.class}>
              <Select
                label={t('numbers.output')}
                value={String(output)}
                choices={perOutput.map((one, i) => ({ value: String(i), label: one.name }))}
                onChange={(value) => setChosen(Number(value))}
              />
            </span>
          ) : null}
          {own.length < count ? (
            <p className={curves.top}>
              {t('numbers.drawn', { number: formatFull(own.length, locale), all: formatFull(count, locale) })}
            </p>
          ) : null}
        </div>
        <div className={curves.plots}>
          <ScatterPlot
            title={t('numbers.scatter')}
            across={t('numbers.wanted', { name })}
            up={t('numbers.predicted')}
            points={finite}
            line="diagonal"
          />
          <ScatterPlot
            title={t('numbers.residuals')}
            across={t('numbers.wanted', { name })}
            up={t('numbers.error')}
            points={errors}
            line="zero"
          />
          <ErrorHistogram title={t('numbers.histogram')} errors={errors.map(([, error]) => error)} />
        </div>
      </section>
      <OutputTable evaluation={evaluation} />
      <WorstSamples
        title={t('worst.numbers')}
        none={t('worst.noSamples')}
        dataset={dataset}
        split={evaluation.split}
        samples={evaluation.worst.slice(0, 44).map(({ index, wanted, predicted }) => ({
          index,
          notes: perOutput.map(
            (one, i) =>
              `${perOutput.length > 1 ? `${one.name} ` : ''}${number(wanted[i] ?? Number.NaN, locale)} → ${number(predicted[i] ?? Number.NaN, locale)}`,
          ),
        }))}
      />
    </>
  );
}

function OutputTable({ evaluation: { perOutput } }: { readonly evaluation: RegressionEvaluation }) {
  const { t } = useTranslation(['evaluate', 'compile']);
  const locale = useLocale();
  const show = (value: number | null) => (value === null ? '—' : number(value, locale));
  return (
    <section className={styles.block}>
      <div className={styles.heading}>
        <h3>{t('numbers.outputs')}</h3>
      </div>
      <table className={styles.table} aria-label={t('numbers.outputs')}>
        <thead>
          <tr>
            <th scope="col">{t('numbers.output')}</th>
            <th scope="col">{t('compile:metrics.r2Score')}</th>
            <th scope="col">{t('compile:metrics.meanAbsoluteError')}</th>
            <th scope="col">{t('stats.rmse')}</th>
            <th scope="col">{t('stats.medianError')}</th>
            <th scope="col">{t('stats.maxError')}</th>
            <th scope="col">{t('numbers.bias')}</th>
            <th scope="col">{t('numbers.spread')}</th>
          </tr>
        </thead>
        <tbody>
          {perOutput.map((output) => (
            <tr key={output.name}>
              <th scope="row">{output.name}</th>
              <td>
                <b>{show(output.r2)}</b>
              </td>
              <td>{show(output.meanAbsoluteError)}</td>
              <td>{show(output.rootMeanSquaredError)}</td>
              <td>{show(output.medianAbsoluteError)}</td>
              <td>{show(output.maxError)}</td>
              <td>{show(output.bias)}</td>
              <td>
                {show(output.mean)} ± {show(output.deviation)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
