import type { EpochRecord, RunRecord } from '../../src/core/document/runs.ts';
import type { RunCurves } from '../store/runs.ts';
import { smooth } from '../store/series.ts';

export type CurveAxis = 'epoch' | 'step' | 'time';
export type CurveSplit = 'train' | 'validation' | 'both';
type Side = 'train' | 'validation';

export interface OverlayCurve {
  readonly run: RunRecord;
  readonly side: Side;
  /** Batch by batch, as it came; drawn behind its own average. */
  readonly raw: boolean;
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
}

interface OverlayOptions {
  /** `loss`, `accuracy`, `learningRate`, `samplesPerSecond`, or the name of another metric. */
  readonly measure: string;
  readonly split: CurveSplit;
  readonly axis: CurveAxis;
  readonly smoothing: number;
}

/** Measures that a run has one curve of. */
const single: ReadonlySet<string> = new Set(['learningRate', 'samplesPerSecond', 'gradientNorm']);
export const hasSides = (measure: string): boolean => !single.has(measure);

/** All that can be drawn of these runs: loss, accuracy, and what else any of them measured. */
export function measuresOf(runs: readonly RunRecord[]): readonly string[] {
  const has = (read: (epoch: EpochRecord) => unknown) =>
    runs.some(({ epochs }) => epochs.some((one) => read(one) != null));
  const extra = new Set(runs.flatMap(({ epochs }) => epochs.flatMap((epoch) => Object.keys(epoch.extra))));
  const named = [...extra].filter((name) => !isValidation(name, extra));
  return [
    'loss',
    ...(has(({ accuracy, valAccuracy }) => accuracy ?? valAccuracy) ? ['accuracy'] : []),
    ...named,
    ...(has(({ learningRate }) => learningRate) ? ['learningRate'] : []),
    ...(runs.some((run) => gradientNorms(run).length > 0) ? ['gradientNorm'] : []),
    'samplesPerSecond',
  ];
}

/**
 * Length of the gradient by all trained weights together, before it is cut: √Σ‖gₗ‖² over the layers, as Keras's and TensorFlow's
 * `global_norm` has it. By epoch, of its last watched step.
 */
const gradientNorms = ({
  figures = [],
}: Pick<RunRecord, 'figures'>): readonly (readonly [epoch: number, norm: number])[] =>
  figures.flatMap(({ epoch, layers }) => {
    const norms = Object.values(layers).flatMap(({ gradientNorm }) => gradientNorm ?? []);
    return norms.length === 0 ? [] : [[epoch, Math.hypot(...norms)] as const];
  });

const valName = (name: string): string => `val${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const isValidation = (name: string, all: ReadonlySet<string>): boolean =>
  name.startsWith('val') && all.has(`${name.charAt(3).toLowerCase()}${name.slice(4)}`);

function valueIn(epoch: EpochRecord, measure: string, side: Side): number | null {
  if (measure === 'loss') return side === 'train' ? epoch.loss : epoch.valLoss;
  if (measure === 'accuracy') return side === 'train' ? epoch.accuracy : epoch.valAccuracy;
  if (measure === 'learningRate') return epoch.learningRate ?? null;
  if (measure === 'samplesPerSecond') return epoch.samplesPerSecond;
  return epoch.extra[side === 'train' ? measure : valName(measure)] ?? null;
}

/**
 * Where the end of a part of an epoch lies on the axis; `null` where the run does not say (its steps were not counted).
 * Time runs through the epochs that are over at their own pace, and through the one that is not at the last one's.
 */
export function placeOn(
  axis: CurveAxis,
  run: Pick<RunRecord, 'epochs' | 'stepsPerEpoch'>,
): ((epoch: number) => number) | null {
  if (axis === 'epoch') return (epoch) => epoch;
  if (axis === 'step') {
    const { stepsPerEpoch } = run;
    return stepsPerEpoch === undefined ? null : (epoch) => epoch * stepsPerEpoch;
  }
  const ends = [0];
  for (const { seconds } of run.epochs) ends.push((ends.at(-1) ?? 0) + seconds);
  const last = run.epochs.at(-1)?.seconds;
  if (last === undefined) return null;
  return (epoch) => {
    const done = Math.min(Math.floor(epoch), run.epochs.length);
    const pace = run.epochs[done]?.seconds ?? last;
    return (ends[done] ?? 0) + (epoch - done) * pace;
  };
}

/** The curves of one run; none where it has nothing of the measure. */
export function overlayOf(run: RunRecord, batches: RunCurves, options: OverlayOptions): readonly OverlayCurve[] {
  const { measure, split, axis, smoothing } = options;
  const place = placeOn(axis, run);
  if (!place) return [];
  const wanted: readonly Side[] = !hasSides(measure) ? ['train'] : split === 'both' ? ['train', 'validation'] : [split];
  // What is not held out is told by the training curve.
  const sides = wanted.flatMap((side): readonly Side[] =>
    side === 'validation' &&
    split === 'validation' &&
    !run.epochs.some((epoch) => valueIn(epoch, measure, side) !== null)
      ? ['train']
      : [side],
  );
  return sides.flatMap((side): readonly OverlayCurve[] => {
    const series = measure === 'loss' || measure === 'accuracy' ? batches[measure] : null;
    if (side === 'train' && series && series.length > 1) {
      const xs = Float64Array.from(series.xs, place);
      const raw = { run, side, raw: true, xs, ys: Float64Array.from(series.ys) };
      const weight = Math.max(smoothing, batchSmoothing(series.length));
      return [raw, { ...raw, raw: false, ys: smooth(series.ys, weight) }];
    }
    const values =
      measure === 'gradientNorm'
        ? gradientNorms(run)
        : run.epochs.map((epoch) => [epoch.epoch, valueIn(epoch, measure, side)] as const);
    const points = values.flatMap(([epoch, value]) =>
      value === null || !Number.isFinite(value) ? [] : [[place(epoch), value] as const],
    );
    if (points.length === 0) return [];
    const ys = points.map(([, y]) => y);
    const xs = points.map(([x]) => x);
    return [{ run, side, raw: false, xs, ys: smoothing > 0 && hasSides(measure) ? smooth(ys, smoothing) : ys }];
  });
}

/** Batches are never read as they are: their average looks back over about a fiftieth of them, at most 20. */
const batchSmoothing = (points: number): number => 1 - 1 / Math.min(20, Math.max(2, points / 50));
