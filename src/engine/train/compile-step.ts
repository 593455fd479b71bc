import * as tf from '@tensorflow/tfjs-core';
import type { StartedBackend } from '../backends/backend.ts';
import { sampleSize } from '../data/dataset.ts';
import { Model } from '../network/model.ts';
import { batchOf, chooseBatch } from './batches.ts';
import type { Samples } from './choose-samples.ts';
import type { OptimizerRule } from './optimizers.ts';
import { type Objective, type Slots, testStep, trainStep } from './step.ts';

/** What a run's steps are made of. */
export interface Steps {
  readonly model: Model;
  readonly slots: Slots;
  readonly rule: OptimizerRule;
  readonly objective: Objective;
  readonly samples: Samples;
  readonly batchSize: number;
}

/** Compiles the programs of a step, and of one of validation where `validates`, on a device that compiles ahead. */
export async function compileSteps(
  steps: Steps,
  validates: boolean,
  { compileAhead }: StartedBackend,
  surroundings: { readonly onProgress: (done: number, total: number) => void; readonly breathe: () => Promise<void> },
): Promise<void> {
  await compileAhead?.(() => dryRun(steps, validates), surroundings.onProgress, surroundings.breathe);
}

/** On copies: what it makes of weights and slots is void. */
function dryRun({ model, slots, rule, objective, samples, batchSize }: Steps, validates: boolean): void {
  const copy = Model.copy(model);
  const copies: Slots = new Map([...slots].map(([place, own]) => [place, own.map((slot) => tf.clone(slot))]));
  const { inputShape } = model.program;
  const { targets } = samples.split;
  const [height = 1, width = 1] = samples.dataset.sampleShape;
  const batch = batchOf(
    samples,
    chooseBatch(samples, samples.indices, 0, batchSize),
    {
      values: new Float32Array(batchSize * sampleSize(inputShape)),
      masks: targets.kind === 'masks' ? new Uint8Array(batchSize * height * width) : null,
    },
    inputShape,
  );
  try {
    trainStep(copy, copies, rule, objective, batch, 0, 1).dispose();
    if (validates) testStep(copy, objective, batch).dispose();
  } finally {
    batch.dispose();
    copy.dispose();
    for (const own of copies.values()) tf.dispose(own);
  }
}
