import type { TrainingSettings } from '../document/schema.ts';
import type { Schedule } from '../document/training-options.ts';

export type RateSettings = Pick<TrainingSettings, 'learningRate' | 'schedule' | 'warmupSteps' | 'epochs'>;

/** Where in a run a rate is asked for. */
export interface RatePlace {
  /** Steps done before this one. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** What each finished epoch is judged by, oldest first; only `plateau` looks at them. */
  readonly losses: readonly number[];
}

/**
 * Learning rate of one step. The warm-up rises linearly from 0 (Goyal et al. 2017, section 2.2), the schedule begins
 * where it ends, as Keras's `CosineDecay` has it (Loshchilov and Hutter 2017, equation 5) and its `ExponentialDecay`.
 */
export function rateAt({ learningRate, schedule, warmupSteps, epochs }: RateSettings, place: RatePlace): number {
  const { step, stepsPerEpoch, losses } = place;
  if (schedule.kind === 'plateau') {
    return warmed(plateauRate(learningRate, schedule, losses), step, warmupSteps);
  }
  if (step < warmupSteps) return warmed(learningRate, step, warmupSteps);
  const since = step - warmupSteps;
  switch (schedule.kind) {
    case 'constant':
      return learningRate;
    case 'step':
      return learningRate * schedule.factor ** Math.floor(since / (schedule.everyEpochs * stepsPerEpoch));
    case 'exponential':
      return learningRate * schedule.factor ** (since / stepsPerEpoch);
    case 'cosine': {
      const done = Math.min(1, since / Math.max(1, epochs * stepsPerEpoch - warmupSteps));
      const left = (1 + Math.cos(Math.PI * done)) / 2;
      return learningRate * (schedule.finalShare + (1 - schedule.finalShare) * left);
    }
  }
}

const warmed = (rate: number, step: number, warmupSteps: number): number =>
  step < warmupSteps ? (rate * step) / warmupSteps : rate;

/** As Keras's `ReduceLROnPlateau` leaves it after these epochs. */
function plateauRate(
  learningRate: number,
  { patience, factor, minChange, minRate }: Extract<Schedule, { kind: 'plateau' }>,
  losses: readonly number[],
): number {
  let rate = learningRate;
  let best = Number.POSITIVE_INFINITY;
  let waited = 0;
  for (const loss of losses) {
    if (loss < best - minChange) {
      best = loss;
      waited = 0;
    } else if (++waited >= patience) {
      if (rate > minRate) rate = Math.max(rate * factor, minRate);
      waited = 0;
    }
  }
  return rate;
}

/** Rates at `points` places spread evenly over a run without plateaus, and where its warm-up ends; `x` in epochs. */
export function rateCurve(
  settings: RateSettings,
  stepsPerEpoch: number,
  points: number,
): readonly { readonly x: number; readonly rate: number }[] {
  const last = Math.max(1, settings.epochs * stepsPerEpoch - 1);
  const wanted = Math.min(points, last + 1);
  const spread = Array.from({ length: wanted }, (_, i) => Math.round((i * last) / Math.max(1, wanted - 1)));
  const steps = [...new Set([...spread, Math.min(settings.warmupSteps, last)])].sort((a, b) => a - b);
  return steps.map((step) => ({
    x: step / stepsPerEpoch,
    rate: rateAt(settings, { step, stepsPerEpoch, losses: [] }),
  }));
}
