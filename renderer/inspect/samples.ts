import { type Dataset, labelsOf, sampleSize } from '../../src/engine/data/dataset.ts';
import { normalized } from '../../src/engine/data/normalize.ts';
import { openSamples } from '../../src/engine/data/samples.ts';
import type { LabelledSamples } from '../../src/engine/look/protocol.ts';

/** Whether a step of training can be shown: its loss is that of one class for each sample. */
export const hasClasses = ({ splits }: Dataset): boolean => splits.train.targets.kind === 'classes';

/** Training images spread over the whole set, as the network is fed them. */
export async function trainingSamples(dataset: Dataset, count: number): Promise<LabelledSamples> {
  const { train } = dataset.splits;
  const some = Math.min(count, train.count);
  const indices = Array.from({ length: some }, (_, i) => Math.floor((i * train.count) / some));
  const reader = openSamples(train.samples, sampleSize(dataset.sampleShape));
  try {
    const values = normalized(await reader.read(indices), dataset);
    const labels = labelsOf(train);
    return { values, labels: Int32Array.from(indices, (index) => labels[index] ?? 0) };
  } finally {
    reader.close();
  }
}

/** What a black and a white pixel are to the network, by channel. */
export function extremes(dataset: Dataset): { readonly low: readonly number[]; readonly high: readonly number[] } {
  const channels = dataset.sampleShape.at(-1) ?? 1;
  const of = (value: number): readonly number[] => [...normalized(new Array<number>(channels).fill(value), dataset)];
  return { low: of(0), high: of(255) };
}
