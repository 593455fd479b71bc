import type { Operation, Tensor, Weights } from './graph.ts';

/** Weights of fewer values stay float32, as TensorFlow's converter leaves them: they would save next to nothing. */
const fewestValues = 1024;

/** Largest int8, and the smallest without its sign: −128 is not used, so that 0 lies in the middle. */
const most = 127;

export interface Quantised {
  /** A step of the int8 values for each index of `axis`, or one for all. */
  readonly scales: Float32Array;
  readonly axis: number;
  readonly bytes: () => Uint8Array;
}

const isLarge = ({ dims }: Weights): boolean => dims.reduce((size, n) => size * n, 1) >= fewestValues;

/** The table that rows are looked up in, where it can be int8: what is found is made float32 afterwards. */
export function tableAsInt8({ name }: Operation, input: Tensor | undefined): Weights | null {
  const content = input?.content;
  return name === 'GATHER' && content !== undefined && 'key' in content && isLarge(content) ? content : null;
}

/** Whether an operator takes its weights as int8 and computes with them as they are. */
export function takesInt8({ name, linear }: Operation, input: Tensor | undefined): boolean {
  if (linear === undefined || !isLarge(linear.kernel)) return false;
  const { dims } = linear.kernel;
  // A convolution in groups has no such kernel.
  return name !== 'CONV_2D' || dims.at(-1) === input?.dims.at(-1);
}

/**
 * Weights as int8 around 0: those of a product with one step for all, those of a convolution with one for each channel of
 * its output. Source: TensorFlow Lite 8-bit quantization specification.
 */
export function quantised(weights: Weights, perChannel: boolean): Quantised {
  const count = perChannel ? (weights.dims[weights.axis] ?? 1) : 1;
  const inner = weights.dims.slice(weights.axis + 1).reduce((size, n) => size * n, 1);
  const channel = (i: number): number => (perChannel ? Math.floor(i / inner) % count : 0);
  const largest = new Float32Array(count);
  for (const [i, value] of weights.values().entries())
    largest[channel(i)] = Math.max(largest[channel(i)] ?? 0, Math.abs(value));
  const scales = largest.map((value) => (value === 0 ? 1 : value / most));
  return {
    scales,
    axis: perChannel ? weights.axis : 0,
    bytes: () => {
      const steps = Int8Array.from(weights.values(), (value, i) =>
        Math.max(-most, Math.min(most, Math.round(value / (scales[channel(i)] ?? 1)))),
      );
      return new Uint8Array(steps.buffer);
    },
  };
}
