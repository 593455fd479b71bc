import type { Samples } from './dataset.ts';
import { openPixelFile } from './pixel-file.ts';

/** Values as they were stored, bytes or floats, sample after sample in the order asked for. */
export type SampleValues = Uint8Array | Float32Array;

export interface SampleReader {
  /** Rejects where a file of the cache is gone or cannot be read. */
  read(indices: ArrayLike<number>): Promise<SampleValues>;
  /** The same at once; `null` where the samples lie in a file. */
  readonly readNow: ((indices: ArrayLike<number>) => SampleValues) | null;
  close(): void;
}

/** Reads samples wherever they lie. `size`: values in one sample. Whoever opens closes. */
export function openSamples(samples: Samples, size: number): SampleReader {
  if (samples.kind === 'file') {
    const file = openPixelFile(samples.file, size);
    return { read: (indices) => file.read(indices), readNow: null, close: () => file.close() };
  }
  const readNow = (indices: ArrayLike<number>): SampleValues => gather(samples.values, indices, size);
  return { read: async (indices) => readNow(indices), readNow, close: () => undefined };
}

function gather(values: SampleValues, indices: ArrayLike<number>, size: number): SampleValues {
  const length = indices.length * size;
  const result = values instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
  for (let place = 0; place < indices.length; place++) {
    const from = (indices[place] ?? 0) * size;
    result.set(values.subarray(from, from + size), place * size);
  }
  return result;
}
