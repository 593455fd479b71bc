import type { Histogram } from '../../core/diagnosis/figures.ts';

export const bins = 64;

/** Of finite values; `null` without any. All in the first bin where they are the same. */
export function histogramOf(values: Float32Array): Histogram | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) return null;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (values.length === 0) return null;
  const counts = new Array<number>(bins).fill(0);
  const scale = max > min ? bins / (max - min) : 0;
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor((value - min) * scale));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { min, max, counts };
}
