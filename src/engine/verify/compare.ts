import { asClasses } from '../inspect/probabilities.ts';
import type { BackendName } from '../protocol.ts';

/** How far two sets of predictions of the same images are apart. */
export interface Comparison {
  readonly count: number;
  /** Largest absolute difference of a probability; `NaN` where a value is missing or not a number. */
  readonly difference: number;
  /** Images of which both sides find the same class the likeliest. */
  readonly agreeing: number;
}

/**
 * @param ours probabilities of the engine, image by image.
 * @param outputs plain outputs of the first of these images.
 */
export function comparePredictions(ours: readonly Float32Array[], outputs: readonly Float32Array[]): Comparison {
  let difference = 0;
  let agreeing = 0;
  for (const [i, output] of outputs.entries()) {
    const own = ours[i] ?? new Float32Array();
    const theirs = own.length === output.length ? output : asClasses(output);
    for (let k = 0; k < Math.max(own.length, theirs.length); k++) {
      difference = Math.max(difference, Math.abs((own[k] ?? Number.NaN) - (theirs[k] ?? Number.NaN)));
    }
    if (largest(own) === largest(theirs)) agreeing++;
  }
  return { count: outputs.length, difference, agreeing };
}

const largest = (values: Float32Array): number =>
  values.reduce((best, value, i) => (value > (values[best] ?? Number.NaN) ? i : best), 0);

/** Largest difference that rounding explains: GPUs add up in another order and approximate exponentials. */
export const toleranceOf = (backend: BackendName): number => (backend === 'wasm' || backend === 'cpu' ? 1e-5 : 1e-4);
