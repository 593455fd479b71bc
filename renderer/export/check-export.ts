import type { RuntimeRequest } from '../../src/engine/verify/messages.ts';
import type { RuntimeOutcome } from '../../src/engine/verify/predict-apart.ts';
import type { Host } from '../../src/host/host.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import type { TrainingController } from '../training/controller.ts';
import { compareRuntimes, type Parity } from './parity.ts';
import { firstDifference, readTfjs, tfjsWeights } from './tfjs-export.ts';

/** What reading the written files back showed. */
export type Check =
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly message: string }
  | {
      readonly state: 'done';
      /** Name of a weight that differs; `null`: all are the same, bit by bit. */
      readonly different: string | null;
      readonly plain: Parity;
    };

export interface CheckParts {
  readonly host: Host;
  readonly training: Pick<TrainingController, 'datasetOf' | 'predictMany'>;
  /** Plain tfjs, apart from the engine. Takes the files over. */
  readonly predictPlain: (request: RuntimeRequest) => Promise<RuntimeOutcome>;
}

/**
 * Reads an export back from the disk, compares its weights, and lets plain tfjs predict test images with it. Rejects with
 * the host's or the engine's error.
 */
export async function checkExport(parts: CheckParts, checkpoint: Checkpoint, folder: string): Promise<Check> {
  const read = await readTfjs(parts.host, folder);
  if (!read.ok) return { state: 'failed', message: read.error };
  const files = read.value;
  const weights = tfjsWeights(files);
  if (!weights.ok) return { state: 'failed', message: weights.error };
  const different = firstDifference(checkpoint.snapshot.weights, weights.value);
  const plain = await compareRuntimes(parts.training, checkpoint, (images) => parts.predictPlain({ files, images }));
  return { state: 'done', different, plain };
}
