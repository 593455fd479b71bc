import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../src/core/document/runs.ts';
import type { Evaluation } from '../../src/engine/inspect/evaluation.ts';
import { headline } from '../../src/engine/inspect/headline.ts';
import { useRuns } from '../app.ts';
import { formatDecimals, formatFull, formatPercent, formatSmall, type Locale } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import type { CheckpointRef } from '../store/session.ts';
import { useRunName } from '../training/use-runs.ts';
import styles from './evaluate.module.css';

interface StatRowProps {
  readonly evaluation: Evaluation;
  readonly checkpoint: CheckpointRef;
}

/** Name, value, and what it is measured in or compared with. */
type Stat = readonly [name: string, value: string, note: string];

/** The six figures of an evaluation: the one that says most, the loss, and four of its task. */
export function StatRow({ evaluation, checkpoint }: StatRowProps) {
  const stats = useStats(evaluation, checkpoint);
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

function useStats(evaluation: Evaluation, checkpoint: CheckpointRef): readonly Stat[] {
  const { t } = useTranslation(['evaluate', 'compile']);
  const locale = useLocale();
  const records = useRuns((state) => state.records);
  const nameOf = useRunName();
  const run = records.find(({ id }) => id === checkpoint.runId);
  const { loss, count, split } = evaluation;
  const { name, value } = headline(evaluation);
  const other = previousEvaluated(records, checkpoint.runId, evaluation);
  const before = other?.evaluation?.figure?.value ?? other?.evaluation?.accuracy ?? null;
  const isShare = name !== 'r2Score';
  const difference = before === null ? 0 : value - before;
  const ofAll = t('stats.ofImages', { number: formatFull(count, locale) });
  const versus =
    other && before !== null
      ? t(isShare ? 'stats.versus' : 'stats.versusPlain', {
          difference: isShare ? signed(difference * 100, 1, locale) : signed(difference, 3, locale),
          name: nameOf(other),
        })
      : ofAll;
  const percent = (share: number) => formatPercent(share, locale);
  const plain = (number: number) => formatDecimals(number, 3, locale);
  const first: Stat = [
    name === 'accuracy' ? t('stats.accuracy') : t(`compile:metrics.${name}`),
    isShare ? percent(value) : plain(value),
    versus,
  ];
  const lossStat: Stat = [
    t('stats.loss'),
    loss < 1000 ? plain(loss) : formatSmall(loss, locale),
    run ? t(`stats.lossNames.${run.settings.loss}`) : '',
  ];
  switch (evaluation.task) {
    case 'oneLabel': {
      const { macroF1, perClass, top2Accuracy, mistakes, calibrationError } = evaluation;
      return [
        first,
        lossStat,
        [t('stats.macroF1'), percent(macroF1), t('stats.meanOfClasses', { count: perClass.length })],
        [t('stats.top2'), top2Accuracy === null ? '—' : percent(top2Accuracy), t('stats.rightInTwo')],
        [t('stats.mistakes'), formatFull(mistakes.length, locale), ofAll],
        [t('stats.calibration'), percent(calibrationError), t('stats.expectedError')],
      ];
    }
    case 'manyLabel': {
      const { exactMatch, hammingLoss, curves, perLabel } = evaluation;
      const areas = curves.flatMap((curve) => (curve ? [curve] : []));
      const mean = (values: readonly number[]) => values.reduce((sum, n) => sum + n, 0) / Math.max(1, values.length);
      const area = areas.length === 0 ? '—' : plain(mean(areas.map((curve) => curve.area)));
      const precision = areas.length === 0 ? '—' : plain(mean(areas.map((curve) => curve.averagePrecision)));
      const ofLabels = t('stats.meanOfLabels', { count: perLabel.length });
      return [
        first,
        lossStat,
        [t('stats.exactMatch'), percent(exactMatch), t('stats.everyLabel')],
        [t('stats.hammingLoss'), percent(hammingLoss), t('stats.wrongLabels')],
        [t('stats.meanAuc'), area, ofLabels],
        [t('stats.meanPrecision'), precision, ofLabels],
      ];
    }
    case 'regression': {
      const { perOutput } = evaluation;
      const [only] = perOutput;
      const unit = perOutput.length === 1 ? (only?.name ?? '') : t('stats.meanOfOutputs', { count: perOutput.length });
      const mean = (key: 'meanAbsoluteError' | 'rootMeanSquaredError' | 'medianAbsoluteError' | 'maxError') =>
        number(perOutput.reduce((sum, output) => sum + output[key], 0) / Math.max(1, perOutput.length), locale);
      return [
        first,
        lossStat,
        [t('compile:metrics.meanAbsoluteError'), mean('meanAbsoluteError'), unit],
        [t('stats.rmse'), mean('rootMeanSquaredError'), unit],
        [t('stats.medianError'), mean('medianAbsoluteError'), unit],
        [t('stats.maxError'), mean('maxError'), unit],
      ];
    }
    case 'segmentation': {
      const { pixelAccuracy, meanDice, perClass, size } = evaluation;
      const met = perClass.flatMap(({ iou }) => (iou === null ? [] : [iou]));
      return [
        first,
        lossStat,
        [t('stats.pixelAccuracy'), percent(pixelAccuracy), `${size[0]} × ${size[1]}`],
        [t('stats.meanDice'), percent(meanDice), t('stats.meanOfClasses', { count: met.length })],
        [t('stats.lowestIoU'), met.length === 0 ? '—' : percent(Math.min(...met)), t('stats.weakestClass')],
        [t('stats.samples'), formatFull(count, locale), t(`data.${split}`)],
      ];
    }
  }
}

/** Significant digits: what is predicted may be prices or fractions. */
export const number = (value: number, locale: Locale, digits = 4): string =>
  new Intl.NumberFormat(locale, { maximumSignificantDigits: digits }).format(value);

/** `+0.6`: what a figure has gained. */
const signed = (difference: number, digits: number, locale: Locale): string =>
  `${difference < 0 ? '−' : '+'}${formatDecimals(Math.abs(difference), digits, locale)}`;

/** The run before this one that was evaluated on the same split by the same figure: what it is compared with. */
function previousEvaluated(records: readonly RunRecord[], id: string, evaluation: Evaluation): RunRecord | null {
  const own = records.find((record) => record.id === id)?.number ?? 0;
  const { name } = headline(evaluation);
  const earlier = records.filter(
    ({ number: place, evaluation: known }) =>
      place < own && known?.split === evaluation.split && (known.figure?.name ?? 'accuracy') === name,
  );
  return earlier.at(-1) ?? null;
}
