import type { RunData } from '../../core/document/run-data.ts';
import type { DataRef } from '../../core/document/schema.ts';
import { type Dataset, pictureShape } from './dataset.ts';
import type { PictureOptions } from './picture-options.ts';

/** What a run keeps of the data that it was trained on. */
export function runDataOf(
  { title, task, classes, sampleShape, normalization, splits }: Dataset,
  ref: DataRef,
): RunData {
  const { targets } = splits.train;
  const options: PictureOptions = ref.source === 'csv' || ref.source === 'numpy' ? {} : ref;
  const pictures = pictureShape(sampleShape) !== null && splits.train.samples.kind !== 'floats';
  return {
    title,
    task,
    outputs: [...(targets.kind === 'values' ? targets.names : classes)],
    sampleShape: [...sampleShape],
    normalization,
    ...(pictures ? { resize: options.resize ?? 'stretch' } : {}),
    ...(pictures && options.colour === 'grey' && sampleShape[2] === 3 ? { grey: true } : {}),
  };
}
