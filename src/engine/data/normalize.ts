import type { Normalization } from '../../core/document/data-ref.ts';

/**
 * Stored values as the network is fed them, written into `out` from `at` on.
 *
 * @param channels values of the last axis, which `standard` has a mean and a deviation for
 */
export function normalizeInto(
  values: ArrayLike<number>,
  normalization: Normalization,
  channels: number,
  out: Float32Array,
  at = 0,
): void {
  // Plain loops over typed arrays: every sample of every step goes through here.
  const { length } = values;
  switch (normalization.kind) {
    case 'unit':
      for (let i = 0; i < length; i++) out[at + i] = (values[i] ?? 0) / 255;
      return;
    case 'signed':
      for (let i = 0; i < length; i++) out[at + i] = (values[i] ?? 0) / 127.5 - 1;
      return;
    case 'none':
      for (let i = 0; i < length; i++) out[at + i] = values[i] ?? 0;
      return;
    case 'standard': {
      const { mean, deviation } = normalization;
      for (let i = 0; i < length; i++) {
        const channel = i % channels;
        out[at + i] = ((values[i] ?? 0) - (mean[channel] ?? 0)) / (deviation[channel] ?? 1);
      }
    }
  }
}

/** Stored values as the network is fed them. */
export function normalized(
  values: ArrayLike<number>,
  { normalization, sampleShape }: { readonly normalization: Normalization; readonly sampleShape: readonly number[] },
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(values.length);
  normalizeInto(values, normalization, sampleShape.at(-1) ?? 1, out);
  return out;
}
