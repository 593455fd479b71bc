import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../src/core/document/runs.ts';
import type { Evaluation } from '../../src/engine/protocol.ts';
import { useRuns } from '../app.ts';
import { formatDecimals, formatFull, formatPercent, type Locale } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import type { CheckpointRef } from '../store/session.ts';
import { useRunName } from '../training/use-runs.ts';
import styles from './evaluate.module.css';

interface StatRowProps {
  readonly evaluation: Evaluation;
  readonly checkpoint: CheckpointRef;
}

/** The six figures of an evaluation, each with what it is measured in or compared with. */
export function StatRow({ evaluation, checkpoint }: StatRowProps) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const records = useRuns((state) => state.records);
  const name = useRunName();
  const run = records.find(({ id }) => id === checkpoint.runId);
  const { accuracy, loss, macroF1, top2Accuracy, calibrationError, count, split, mistakes } = evaluation;
  const other = previousEvaluated(records, checkpoint.runId, split);
  const versus = other?.evaluation
    ? t('stats.versus', { difference: points(accuracy - other.evaluation.accuracy, locale), name: name(other) })
    : t('stats.ofImages', { number: formatFull(count, locale) });
  const stats: readonly (readonly [name: string, value: string, note: string])[] = [
    [t('stats.accuracy'), formatPercent(accuracy, locale), versus],
    [t('stats.loss'), formatDecimals(loss, 3, locale), run ? t(`stats.lossNames.${run.settings.loss}`) : ''],
    [
      t('stats.macroF1'),
      formatPercent(macroF1, locale),
      t('stats.meanOfClasses', { count: evaluation.perClass.length }),
    ],
    [t('stats.top2'), top2Accuracy === null ? '—' : formatPercent(top2Accuracy, locale), t('stats.rightInTwo')],
    [
      t('stats.mistakes'),
      formatFull(mistakes.length, locale),
      t('stats.ofImages', { number: formatFull(count, locale) }),
    ],
    [t('stats.calibration'), formatPercent(calibrationError, locale), t('stats.expectedError')],
  ];
  return (
    <dl className={styles.stats}>
      {stats.map(([label, value, note]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value}
            <small>{note}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** `+0.6`: a difference of two shares in percentage points. */
const points = (difference: number, locale: Locale): string =>
  `${difference < 0 ? '−' : '+'}${formatDecimals(Math.abs(difference) * 100, 1, locale)}`;

/** The run before this one that was evaluated on the same split: what the figure is compared with. */
function previousEvaluated(records: readonly RunRecord[], id: string, split: Evaluation['split']): RunRecord | null {
  const own = records.find((record) => record.id === id)?.number ?? 0;
  const earlier = records.filter(({ number, evaluation }) => number < own && evaluation?.split === split);
  return earlier.at(-1) ?? null;
}
