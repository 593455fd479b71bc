import { sampleSize } from '../data/dataset.ts';
import { normalizeInto } from '../data/normalize.ts';
import { openSamples } from '../data/samples.ts';
import { createAugmenter, frameOf } from './augment.ts';
import { sampleSeed } from './draw.ts';
import type { Fed, FeedJob, FeedSource, ReadSamples } from './source.ts';

/** Makes batches ready in the thread that it is called in. Whoever makes one closes it. */
export interface Maker {
  make(job: FeedJob): Promise<Fed>;
  /** The same at once; `null` where samples lie in a file. */
  readonly makeNow: ((job: FeedJob) => Fed) | null;
  /** The same of samples that were read elsewhere. */
  finish(job: FeedJob, read: ReadSamples): Fed;
  /** Stored samples at once, for another thread to finish; `null` where they lie in a file. */
  readonly readNow: ((indices: Uint32Array) => ReadSamples) | null;
  close(): void;
}

export function createMaker(source: FeedSource): Maker {
  const size = sampleSize(source.sampleShape);
  const frame = frameOf(source.sampleShape);
  const pixels = frame ? frame.height * frame.width : 0;
  const augmenter = source.augmentation && frame ? createAugmenter(source.augmentation, frame) : null;
  const samples = openSamples(source.samples, size);
  const masks = source.masks && openSamples(source.masks, pixels);

  function finish({ indices, epoch }: FeedJob, read: ReadSamples): Fed {
    const values = new Float32Array(indices.length * size);
    const classes = read.masks && new Uint8Array(read.masks);
    const channels = source.sampleShape.at(-1) ?? 1;
    if (augmenter === null) {
      normalizeInto(read.values, source.normalization, channels, values);
      return { values, masks: classes };
    }
    indices.forEach((index, place) => {
      const seed = sampleSeed(source.seed, epoch, index);
      augmenter.picture(read.values, place * size, seed, values, place * size);
      if (read.masks && classes) augmenter.mask(read.masks, place * pixels, seed, classes, place * pixels);
    });
    normalizeInto(values, source.normalization, channels, values);
    return { values, masks: classes };
  }

  async function read(indices: Uint32Array): Promise<ReadSamples> {
    const [values, classes] = await Promise.all([samples.read(indices), masks?.read(indices) ?? null]);
    return { values, masks: bytesOnly(classes) };
  }

  const readNow =
    samples.readNow && (!masks || masks.readNow)
      ? (indices: Uint32Array): ReadSamples => ({
          values: samples.readNow?.(indices) ?? new Uint8Array(),
          masks: bytesOnly(masks?.readNow?.(indices) ?? null),
        })
      : null;
  return {
    make: async (job) => finish(job, await read(job.indices)),
    makeNow: readNow && ((job) => finish(job, readNow(job.indices))),
    finish,
    readNow,
    close: () => {
      samples.close();
      masks?.close();
    },
  };
}

const bytesOnly = (values: Uint8Array | Float32Array | null): Uint8Array | null =>
  values instanceof Float32Array ? Uint8Array.from(values) : values;
