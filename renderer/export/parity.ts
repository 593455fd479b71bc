import type { Shape } from '../../src/core/math/shape.ts';
import { normalized } from '../../src/engine/data/normalize.ts';
import { type Comparison, comparePredictions, toleranceOf } from '../../src/engine/verify/compare.ts';
import type { RuntimeOutcome } from '../../src/engine/verify/predict-apart.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import type { TrainingController } from '../training/controller.ts';
import { readSample } from '../training/pixels.ts';

/** What the format's own runtime made of the written files. */
export type Parity =
  | { readonly outcome: 'compared'; readonly comparison: Comparison; readonly tolerance: number }
  /** There were no images to predict. */
  | { readonly outcome: 'noData' }
  | Exclude<RuntimeOutcome, { readonly outcome: 'predicted' }>;

/** A format's own runtime within reach of the app. */
export type RuntimeName = 'tfjs' | 'onnx';

const comparedImages = 16;

type Training = Pick<TrainingController, 'datasetOf' | 'predictMany'>;

/**
 * Lets another runtime predict test images, and compares its answers with the engine's. Rejects with the engine's error.
 *
 * @param predict gets the images as the network was trained on them, channels last.
 */
export async function compareRuntimes(
  training: Training,
  checkpoint: Checkpoint,
  predict: (images: readonly Float32Array[], shape: Shape) => Promise<RuntimeOutcome>,
): Promise<Parity> {
  const opened = await training.datasetOf(checkpoint.record);
  const images = opened.ok ? await testImages(opened.value) : [];
  if (!opened.ok || images.length === 0) return { outcome: 'noData' };
  const theirs = await predict(images, opened.value.sampleShape);
  if (theirs.outcome !== 'predicted') return theirs;
  // The other runtime may have had time for some of the images only.
  const count = theirs.outputs.length;
  const all = joined(images.slice(0, count));
  const { probabilities, device } = await training.predictMany(checkpoint, all, count, false);
  const comparison = comparePredictions(probabilities, theirs.outputs);
  return { outcome: 'compared', comparison, tolerance: toleranceOf(device.backend) };
}

type Opened = Extract<Awaited<ReturnType<Training['datasetOf']>>, { ok: true }>['value'];

function testImages(dataset: Opened): Promise<readonly Float32Array[]> {
  const count = Math.min(comparedImages, dataset.splits.test.count);
  return Promise.all(
    Array.from({ length: count }, async (_, i) => normalized(await readSample(dataset, 'test', i), dataset)),
  );
}

function joined(images: readonly Float32Array[]): Float32Array {
  const size = images[0]?.length ?? 0;
  const values = new Float32Array(images.length * size);
  for (const [i, image] of images.entries()) values.set(image, i * size);
  return values;
}
