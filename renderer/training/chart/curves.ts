import {
  type EpochRecord,
  type RunRecord,
  scoreName,
  scoreOf,
  validationScore,
} from '../../../src/core/document/runs.ts';
import { type Series, smooth } from '../../store/series.ts';

export type Measure = 'loss' | 'accuracy';

export interface Curve {
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
}

/** What one chart draws: the shown run's curves, then one curve for each other visible run. */
export interface ChartCurves {
  /** Batch by batch, faint; empty for a run that was read from a file. */
  readonly raw: Curve;
  readonly train: Curve;
  readonly validation: Curve;
  readonly others: readonly Curve[];
}

/** The accuracy, or what stands for it where samples are not of one class each. */
export const figureOf = (run: RunRecord, epoch: EpochRecord, measure: Measure, split: 'train' | 'validation') => {
  if (measure === 'loss') return split === 'train' ? epoch.loss : epoch.valLoss;
  const name = scoreName(run);
  return split === 'train' ? scoreOf(epoch, name) : validationScore(epoch, name);
};

/** One point an epoch, at its end; epochs without the figure are left out. */
export function epochCurve(run: RunRecord, measure: Measure, split: 'train' | 'validation'): Curve {
  const points = run.epochs.flatMap((epoch) => {
    const y = figureOf(run, epoch, measure, split);
    return y === null || !Number.isFinite(y) ? [] : [[epoch.epoch, y] as const];
  });
  return { xs: points.map(([x]) => x), ys: points.map(([, y]) => y) };
}

/** Share that the past keeps at each point: the average looks back over about a fiftieth of the points, at most 20. */
const smoothing = (points: number): number => 1 - 1 / Math.min(20, Math.max(2, points / 50));

export function chartCurves(
  run: RunRecord,
  batches: Series,
  others: readonly RunRecord[],
  measure: Measure,
): ChartCurves {
  const raw: Curve = { xs: batches.xs, ys: batches.ys };
  const hasBatches = batches.length > 1;
  return {
    raw,
    train: hasBatches
      ? { xs: batches.xs, ys: smooth(batches.ys, smoothing(batches.length)) }
      : epochCurve(run, measure, 'train'),
    validation: epochCurve(run, measure, 'validation'),
    others: others.map((other) => {
      const held = epochCurve(other, measure, 'validation');
      return held.xs.length > 0 ? held : epochCurve(other, measure, 'train');
    }),
  };
}

/** Lowest and highest value, with a little air; shares never leave 0…1. `null` when there is nothing to draw. */
export function valueRange(curves: ChartCurves, measure: Measure): readonly [number, number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const drawn = [curves.train, curves.validation, ...curves.others];
  for (const { ys } of drawn) {
    for (let i = 0; i < ys.length; i++) {
      const y = ys[i] ?? Number.NaN;
      if (!Number.isFinite(y) || (measure === 'loss' && y <= 0)) continue;
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
  }
  if (low > high) return null;
  if (measure === 'loss') return [low / 1.6, high * 1.6];
  const air = Math.max((high - low) * 0.08, 0.01);
  return [low < 0 ? low - air : Math.max(0, low - air), Math.min(1, high + air)];
}
