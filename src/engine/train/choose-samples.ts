import type { Dataset, Split } from '../data/dataset.ts';
import { EngineError } from '../failure.ts';
import { combine, permutation } from '../random.ts';
import { say } from '../sayings.ts';

/** Samples of a split, by index: what an epoch runs over. */
export interface Samples {
  readonly split: Split;
  readonly dataset: Pick<Dataset, 'normalization' | 'sampleShape'>;
  readonly indices: Uint32Array;
}

/**
 * Training and validation samples. A validation split of the data's own is used as it is; else `share` of the training
 * images is held out, the same ones for the same seed.
 */
export function chooseSamples(
  dataset: Pick<Dataset, 'normalization' | 'sampleShape' | 'splits' | 'title'>,
  share: number,
  seed: number,
): { train: Samples; validation: Samples } {
  const { train, validation } = dataset.splits;
  if (train.count === 0) throw new EngineError('data-mismatch', say('noTrainingImages', { data: dataset.title }));
  const all = (split: Split): Samples => ({
    split,
    dataset,
    indices: Uint32Array.from({ length: split.count }, (_, i) => i),
  });
  if (validation.count > 0) return { train: all(train), validation: all(validation) };
  const held = Math.min(train.count - 1, Math.round(train.count * share));
  const order = permutation(train.count, combine(seed, 3));
  return {
    train: { split: train, dataset, indices: order.slice(held).sort() },
    validation: { split: train, dataset, indices: order.slice(0, held).sort() },
  };
}
