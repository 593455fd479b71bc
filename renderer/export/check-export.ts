import { normalized } from '../../src/engine/data/normalize.ts';
import { type Comparison, comparePredictions, toleranceOf } from '../../src/engine/verify/compare.ts';
import type { PlainRequest } from '../../src/engine/verify/messages.ts';
import type { PlainOutcome } from '../../src/engine/verify/plain-tfjs.ts';
import type { Host } from '../../src/host/host.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import type { TrainingController } from '../training/controller.ts';
import { readSample } from '../training/pixels.ts';
import { firstDifference, readTfjs, tfjsWeights } from './tfjs-export.ts';

/** What plain tfjs made of the written files. */
export type PlainCheck =
  | { readonly outcome: 'compared'; readonly comparison: Comparison; readonly tolerance: number }
  /** There were no images to predict. */
  | { readonly outcome: 'noData' }
  | Exclude<PlainOutcome, { readonly outcome: 'predicted' }>;

/** What reading the written files back showed. */
export type Check =
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly message: string }
  | {
      readonly state: 'done';
      /** Name of a weight that differs; `null`: all are the same, bit by bit. */
      readonly different: string | null;
      readonly plain: PlainCheck;
    };

const comparedImages = 16;

export interface CheckParts {
  readonly host: Host;
  readonly training: Pick<TrainingController, 'datasetOf' | 'predictMany'>;
  /** Plain tfjs, apart from the engine. Takes the files over. */
  readonly predictPlain: (request: PlainRequest) => Promise<PlainOutcome>;
}

/**
 * Reads an export back from the disk, compares its weights, and lets plain tfjs predict test images with it. Rejects with
 * the host's or the engine's error.
 */
export async function checkExport(parts: CheckParts, checkpoint: Checkpoint, folder: string): Promise<Check> {
  const files = await readTfjs(parts.host, folder);
  if (!files.ok) return { state: 'failed', message: files.error };
  const weights = tfjsWeights(files.value);
  if (!weights.ok) return { state: 'failed', message: weights.error };
  const different = firstDifference(checkpoint.snapshot.weights, weights.value);
  const images = await testImages(parts.training, checkpoint);
  if (images.length === 0) return { state: 'done', different, plain: { outcome: 'noData' } };
  const plain = await parts.predictPlain({ files: files.value, images });
  if (plain.outcome !== 'predicted') return { state: 'done', different, plain };
  // Plain tfjs may have had time for some of the images only.
  const count = plain.outputs.length;
  const { probabilities, device } = await parts.training.predictMany(
    checkpoint,
    joined(images.slice(0, count)),
    count,
    false,
  );
  const comparison = comparePredictions(probabilities, plain.outputs);
  return {
    state: 'done',
    different,
    plain: { outcome: 'compared', comparison, tolerance: toleranceOf(device.backend) },
  };
}

async function testImages(training: CheckParts['training'], { record }: Checkpoint): Promise<readonly Float32Array[]> {
  const opened = await training.datasetOf(record);
  if (!opened.ok) return [];
  const dataset = opened.value;
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
