import type { Formula } from '../math/formula.ts';
import { ceil, derived, formula, num, over, product, sum, worded } from '../math/formula.ts';

/** What a short measurement on this device gave, and what is to be run. */
export interface ForecastPlan {
  /** Seconds of one step of a full batch, as measured. */
  readonly secondsPerStep: number;
  readonly stepsPerEpoch: number;
  /** Batches that are only looked at after each epoch. */
  readonly validationSteps?: number;
  readonly epochs: number;
}

/** Seconds, each derived from the measured step. Checkpoints and reading the data come on top. */
export interface TimeForecast {
  readonly epoch: Formula;
  readonly run: Formula;
}

/** Batches of an epoch, the smaller last one included: `⌈N / B⌉`. */
export const stepsPerEpoch = (samples: number, batchSize: number): Formula =>
  formula(ceil(over(derived('N', samples), derived('B', batchSize))));

/** A step costs forward and, twice as dear, backward (`training-cost.ts`); a validation batch goes forward only. */
const stepTimesForward = 3;

export function timeForecast(plan: ForecastPlan): TimeForecast {
  const { secondsPerStep, stepsPerEpoch: steps, validationSteps = 0, epochs } = plan;
  const trained = worded('steps', steps);
  const checked = over(worded('stepsChecked', validationSteps), num(stepTimesForward));
  const each = worded('stepTime', secondsPerStep);
  const epoch = formula(product(validationSteps === 0 ? trained : sum(trained, checked), each));
  return { epoch, run: formula(product(derived('E', epochs), worded('epochTime', epoch.value))) };
}

/**
 * Seconds of a step from the times of a few, in the order they ran: the median of those after `warmUp`, since the first
 * ones compile kernels and one may be held up by something else. `null` where too few were measured.
 */
export function secondsPerStep(times: readonly number[], warmUp = 1): number | null {
  const kept = times.slice(warmUp).sort((a, b) => a - b);
  const middle = kept.length >> 1;
  const upper = kept[middle];
  if (upper === undefined) return null;
  return kept.length % 2 === 1 ? upper : ((kept[middle - 1] ?? upper) + upper) / 2;
}

/**
 * Seconds of a step from how long whole epochs took, validation and reading the data included: what a run teaches the
 * next forecast. The first epoch, which compiles, counts only where it is the only one; `null` without an epoch.
 */
export function stepOfEpochs(
  epochSeconds: readonly number[],
  plan: Pick<ForecastPlan, 'stepsPerEpoch' | 'validationSteps'>,
): number | null {
  const usual = secondsPerStep(epochSeconds, epochSeconds.length > 1 ? 1 : 0);
  // An epoch of steps of one second has as many seconds as it is worth steps.
  const worth = timeForecast({ ...plan, secondsPerStep: 1, epochs: 1 }).epoch.value;
  return usual === null || worth === 0 ? null : usual / worth;
}

/**
 * The step time of a network that was edited after the measurement, or of another batch size: time in proportion to the
 * FLOPs of a step. A first guess until it is measured again; `null` where the measured network did no work.
 */
export function scaledStep(
  measured: { readonly secondsPerStep: number; readonly stepFlops: number },
  stepFlops: number,
): Formula | null {
  if (measured.stepFlops === 0) return null;
  const ratio = over(worded('perStep', stepFlops), worded('measured', measured.stepFlops));
  return formula(product(worded('measuredTime', measured.secondsPerStep), ratio));
}

/** FLOPs a second that this device reached on a step; `null` for a time of 0. */
export const achievedFlops = (stepFlops: number, seconds: number): Formula | null =>
  seconds === 0 ? null : formula(over(worded('perStep', stepFlops), worded('stepTime', seconds)));

/** A forecast beside what came of it. */
export interface ForecastCheck {
  readonly forecast: number;
  readonly measured: number;
  /** measured / forecast: above 1 it took longer; `null` for a forecast of 0. */
  readonly ratio: number | null;
}

export const checkForecast = (forecast: number, measured: number): ForecastCheck => ({
  forecast,
  measured,
  ratio: forecast === 0 ? null : measured / forecast,
});
