import type { Formula } from '../math/formula.ts';
import { derived, formula, num, product, sum, worded } from '../math/formula.ts';
import type { Analysis } from './types.ts';

/** How many samples training looks at. */
export interface TrainingPlan {
  /** Samples of an epoch. */
  readonly samples: number;
  readonly batchSize: number;
  readonly epochs: number;
}

/** FLOPs of training, each derived from the one before. */
export interface TrainingCost {
  /** One sample, forward: 2·MACs. */
  readonly forward: Formula;
  /** One sample, backward: gradients of the inputs and of the weights, each about as dear as forward. */
  readonly backward: Formula;
  /** One sample, forward and backward: 3 × forward. */
  readonly sample: Formula;
  /** One batch. */
  readonly step: Formula;
  /** Every sample once; the last batch of an epoch may be smaller. */
  readonly epoch: Formula;
  readonly run: Formula;
  /** Always FLOPs = 2·MACs: bias, activations, normalisation, pooling and the optimizer's own work are not in it. */
  readonly convention: 'flops';
  /** Some layers could not be counted: the true figures are greater. */
  readonly atLeast: boolean;
}

/** Times forward that backward costs: one product for the gradient of the inputs, one for that of the weights. */
const backwardTimes = 2;

/** Compute of training by the usual estimate, backward ≈ 2 × forward (FORMULAS.md). */
export function trainingCost({ totals }: Analysis, { samples, batchSize, epochs }: TrainingPlan): TrainingCost {
  const forward = formula(product(num(2), worded('macs', totals.macs)));
  const backward = formula(product(num(backwardTimes), derived('F', forward.value)));
  const sample = formula(sum(derived('F', forward.value), worded('backward', backward.value)));
  const each = worded('perSample', sample.value);
  const step = formula(product(derived('B', batchSize), each));
  const epoch = formula(product(derived('N', samples), each));
  const run = formula(product(derived('E', epochs), worded('perEpoch', epoch.value)));
  return { forward, backward, sample, step, epoch, run, convention: 'flops', atLeast: totals.unknown > 0 };
}
