import type { Normalization, NormalizationKind } from '../../core/document/data-ref.ts';
import { type Dataset, type Split, sampleSize } from './dataset.ts';
import { openSamples } from './samples.ts';

/** Samples read at once while they are measured. */
const atOnce = 64;

/** The data with what its numbers are to be changed by; `standard` is measured on the training split alone. */
export async function withNormalization(dataset: Dataset, kind: NormalizationKind): Promise<Dataset> {
  if (kind === dataset.normalization.kind) return dataset;
  const normalization: Normalization =
    kind === 'standard' ? await standardOf(dataset.splits.train, dataset.sampleShape) : { kind };
  return { ...dataset, normalization };
}

/** Mean and standard deviation (of the population) of each channel or feature; 1 where all values are the same. */
export async function standardOf(split: Split, shape: readonly number[]): Promise<Normalization> {
  const channels = shape.at(-1) ?? 1;
  const size = sampleSize(shape);
  const reader = openSamples(split.samples, size);
  const first = await reader.read([0]);
  // Sums of differences from a first value stay exact where values are large and differ little.
  const origin = Float64Array.from({ length: channels }, (_, channel) => first[channel] ?? 0);
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let start = 0; start < split.count; start += atOnce) {
    const count = Math.min(atOnce, split.count - start);
    const values = await reader.read(Uint32Array.from({ length: count }, (_, i) => start + i));
    for (let i = 0, channel = 0; i < values.length; i++) {
      const difference = (values[i] ?? 0) - (origin[channel] ?? 0);
      sums[channel] = (sums[channel] ?? 0) + difference;
      squares[channel] = (squares[channel] ?? 0) + difference * difference;
      channel = channel + 1 === channels ? 0 : channel + 1;
    }
  }
  reader.close();
  const count = (split.count * size) / channels;
  const mean = Array.from(sums, (sum, channel) => (origin[channel] ?? 0) + sum / count);
  const deviation = Array.from(squares, (square, channel) => {
    const away = (sums[channel] ?? 0) / count;
    return Math.sqrt(Math.max(0, square / count - away * away)) || 1;
  });
  return { kind: 'standard', mean, deviation };
}
