import * as tf from '@tensorflow/tfjs-core';
import type { CompiledNetwork } from '../../core/compile/topology.ts';
import type { TrainingSettings } from '../../core/document/schema.ts';
import { Model } from '../network/model.ts';
import { buildProgram } from '../network/program.ts';
import { takeBatch } from '../train/batches.ts';
import { chooseSamples } from '../train/choose-samples.ts';
import { optimizerRule } from '../train/optimizers.ts';
import { freshSlots, trainStep } from '../train/step.ts';
import { stripes } from './datasets.ts';
import { objectiveOf } from './objective.ts';

/** The first steps of training on a few striped images, on the current backend: the same ones each time. */
export async function trainSteps(
  network: CompiledNetwork,
  { loss, metrics, optimizer, learningRate, seed }: TrainingSettings,
  { steps, images }: { readonly steps: number; readonly images: number },
): Promise<{ readonly losses: readonly number[]; readonly leakedTensors: number }> {
  const before = tf.memory().numTensors;
  const program = buildProgram(network);
  const [height = 1, width = 1, channels = 1] = program.inputShape;
  const dataset = stripes({
    classes: program.outputShape[0] ?? 1,
    imageShape: [height, width, channels],
    train: images,
  });
  const samples = chooseSamples(dataset, 0, seed).train;
  const model = Model.fresh(program, seed);
  const rule = optimizerRule(optimizer, learningRate);
  const slots = freshSlots(model, rule);
  const batch = takeBatch(samples, samples.indices, 0, images, program.inputShape);
  const objective = objectiveOf(loss, metrics, program.outputShape[0] ?? 1);
  const losses: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const sums = trainStep(model, slots, rule, objective, batch, seed + step, step);
    const [sum = Number.NaN] = await sums.data<'float32'>();
    losses.push(sum / images);
    sums.dispose();
  }
  batch.dispose();
  tf.dispose([...slots.values()].flat());
  model.dispose();
  return { losses, leakedTensors: tf.memory().numTensors - before };
}
