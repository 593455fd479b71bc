import type { Dataset, SplitName } from '../../src/engine/data/dataset.ts';
import { PictureCanvas } from './picture-canvas.tsx';
import { useSamplePicture } from './use-sample-picture.ts';

interface SamplePictureProps {
  readonly dataset: Dataset;
  readonly split: SplitName;
  readonly index: number;
  /** Accessible name; without it the picture is decoration beside a text that says the same. */
  readonly label?: string;
  readonly className?: string | undefined;
}

/** A sample of the data as a small picture, wherever it lies. */
export function SamplePicture({ dataset, split, index, ...canvas }: SamplePictureProps) {
  return <PictureCanvas picture={useSamplePicture(dataset, split, index)} {...canvas} />;
}
