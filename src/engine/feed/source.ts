import type { Augmentation } from '../../core/augment/schema.ts';
import type { Normalization } from '../../core/document/data-ref.ts';
import type { Samples } from '../data/dataset.ts';

/** What is known of samples to make batches of them ready. Crosses to workers by structured clone. */
export interface FeedSource {
  readonly samples: Samples;
  /** Class indices of pixels, which move with their pictures; `null` where samples are not answered so. */
  readonly masks: Samples | null;
  readonly sampleShape: readonly number[];
  readonly normalization: Normalization;
  /** `null`: samples are fed as they are. Only pictures can be augmented. */
  readonly augmentation: Augmentation | null;
  readonly seed: number;
}

/** A batch to make ready. */
export interface FeedJob {
  /** Of the samples, in the batch's order. */
  readonly indices: Uint32Array;
  /** Which of the many changes of each picture is wanted. */
  readonly epoch: number;
}

/** Samples as they are stored, read before: where workers cannot reach the memory that they lie in. */
export interface ReadSamples {
  readonly values: Uint8Array | Float32Array;
  readonly masks: Uint8Array | null;
}

/** A batch made ready: what the network is fed, sample after sample, and the mask of each. */
export interface Fed {
  readonly values: Float32Array<ArrayBuffer>;
  readonly masks: Uint8Array<ArrayBuffer> | null;
}
