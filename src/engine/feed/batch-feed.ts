import type { Augmentation } from '../../core/augment/schema.ts';
import type { Dataset } from '../data/dataset.ts';
import { EngineError } from '../failure.ts';
import { say } from '../sayings.ts';
import { batchOf, type Choice, chooseBatch, type DrawnBatch } from '../train/batches.ts';
import type { Samples } from '../train/choose-samples.ts';
import { frameOf } from './augment.ts';
import { createFeeder, type FeederThreads } from './feeder.ts';
import type { FeedJob } from './source.ts';

/** Which batches of an epoch, from which on. */
export interface BatchOrder {
  readonly order: Uint32Array;
  /** Counted from 1; decides how pictures are changed. */
  readonly epoch: number;
  readonly size: number;
  /** Place in `order` that the first batch starts at. */
  readonly from: number;
}

export interface BatchStream {
  /** @throws EngineError `data-mismatch` where samples cannot be read. After the last batch there is none to ask for. */
  next(classWeights?: readonly number[] | null): Promise<DrawnBatch>;
  close(): void;
}

export interface BatchFeed {
  /** Epochs one after the other: the first batches of each are made ready while the last ones before are taken. */
  open(epochs: Iterable<BatchOrder>): BatchStream;
  close(): void;
}

/** @throws EngineError `data-mismatch` for samples that a pipeline cannot change. */
export function checkAugmentation({ steps }: Augmentation, dataset: Dataset): void {
  if (steps.length === 0 || frameOf(dataset.sampleShape)) return;
  const values = { data: dataset.title, shape: dataset.sampleShape.join('×') };
  throw new EngineError('data-mismatch', say('onlyPicturesAugmented', values));
}

/** Batches of samples for steps, made ready ahead where that takes time. */
export function createBatchFeed(
  samples: Samples,
  inputShape: readonly number[],
  options: {
    readonly augmentation: Augmentation | null;
    readonly seed: number;
    readonly threads: FeederThreads | null;
  },
): BatchFeed {
  const { split, dataset } = samples;
  const { augmentation, seed, threads } = options;
  const source = {
    samples: split.samples,
    masks: split.targets.kind === 'masks' ? split.targets.masks : null,
    sampleShape: dataset.sampleShape,
    normalization: dataset.normalization,
    augmentation: augmentation && augmentation.steps.length > 0 ? augmentation : null,
    seed,
  };
  const feeder = createFeeder(source, threads);
  return {
    open: (epochs) => {
      const chosen: Choice[] = [];
      const jobs = function* (): Generator<FeedJob, undefined> {
        for (const { order, epoch, size, from } of epochs) {
          for (let start = from; start < order.length; start += size) {
            const choice = chooseBatch(samples, order, start, size);
            chosen.push(choice);
            yield { indices: choice.indices, epoch };
          }
        }
      };
      const stream = feeder.open(jobs());
      return {
        next: async (classWeights = null) => {
          const fed = await stream.next();
          const choice = chosen.shift();
          if (!fed || !choice) throw new EngineError('internal', 'There is no batch after the last.');
          return batchOf(samples, choice, fed, inputShape, classWeights);
        },
        close: stream.close,
      };
    },
    close: feeder.close,
  };
}
