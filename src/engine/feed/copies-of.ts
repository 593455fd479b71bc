import type { Augmentation } from '../../core/augment/schema.ts';
import { type Dataset, pictureShape } from '../data/dataset.ts';
import { chooseSamples } from '../train/choose-samples.ts';

/** Which changed copies of a data set's training pictures are wanted. */
export interface CopiesRequest {
  readonly dataset: Pick<Dataset, 'sampleShape' | 'classes' | 'splits' | 'normalization' | 'title'>;
  readonly augmentation: Augmentation;
  readonly seed: number;
  /** What a run holds out for validation, by its seed, is not copied: it would be trained on in another guise. */
  readonly validationShare: number;
  /** Of each picture: as it is seen in the first epochs. */
  readonly copies: number;
}

/** Only pictures of one class each, grey or in colours, can be written as files in a folder per class. */
export const canCopy = ({ sampleShape, splits }: CopiesRequest['dataset']): boolean =>
  pictureShape(sampleShape) !== null && splits.train.targets.kind === 'classes' && splits.train.count > 0;

/** Places in the training split of the pictures that are copied, rising. */
export const copiedSamples = ({ dataset, validationShare, seed }: CopiesRequest): Uint32Array =>
  chooseSamples(dataset, validationShare, seed).train.indices;

export const copiesCount = (request: CopiesRequest): number => copiedSamples(request).length * request.copies;
