import type { Augmentation } from '../../core/augment/schema.ts';
import { type Dataset, pictureShape } from '../data/dataset.ts';

/** Which changed copies of a data set's training pictures are wanted. */
export interface CopiesRequest {
  readonly dataset: Pick<Dataset, 'sampleShape' | 'classes' | 'splits'>;
  readonly augmentation: Augmentation;
  readonly seed: number;
  /** Of each picture: as it is seen in the first epochs. */
  readonly copies: number;
}

/** Only pictures of one class each, grey or in colours, can be written as files in a folder per class. */
export const canCopy = ({ sampleShape, splits }: CopiesRequest['dataset']): boolean =>
  pictureShape(sampleShape) !== null && splits.train.targets.kind === 'classes' && splits.train.count > 0;

export const copiesCount = ({ dataset, copies }: CopiesRequest): number => dataset.splits.train.count * copies;
