import type { Dataset, SplitName } from '../dataset.ts';

/** The bytes of a split that lies in memory. */
export function bytesOf(dataset: Dataset, name: SplitName): Uint8Array {
  const { samples } = dataset.splits[name];
  if (samples.kind !== 'bytes') throw new Error(`the samples of ${name} are no bytes in memory`);
  return samples.values;
}
