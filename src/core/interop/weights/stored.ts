import type { Shape } from '../../math/shape.ts';

/** A tensor in a file of weights. */
export interface StoredTensor {
  readonly shape: Shape;
  /** Its values in C order; `null` where they are cut off or of a kind that is no number. */
  readonly read: () => Float32Array | null;
}

/** Tensors of a file by their names. */
export type StoredTensors = ReadonlyMap<string, StoredTensor>;
