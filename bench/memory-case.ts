import * as tf from '@tensorflow/tfjs-core';
import { compileNetwork } from '../src/core/compile/compile.ts';
import type { CompiledNetwork } from '../src/core/compile/topology.ts';
import type { OptimizerName } from '../src/core/document/schema.ts';
import { allocatedBytes } from '../src/engine/backends/allocated.ts';
import { failureOf } from '../src/engine/failure.ts';
import { Model } from '../src/engine/network/model.ts';
import type { Program } from '../src/engine/network/program.ts';
import { startForTest } from '../src/engine/testing/backends.ts';
import { stripes } from '../src/engine/testing/datasets.ts';
import { takeBatch } from '../src/engine/train/batches.ts';
import { chooseSamples } from '../src/engine/train/choose-samples.ts';
import { trainingBytes } from '../src/engine/train/memory.ts';
import { checkPlanFits, planTraining, type StepSettings } from '../src/engine/train/plan.ts';
import { freshSlots, trainStep } from '../src/engine/train/step.ts';
import { vgg16 } from '../templates/vgg-16.ts';
import { networks } from './networks.ts';

/** `memory-case.ts NETWORK OPTIMIZER BATCH`: two steps on wasm, whose heap never shrinks, in a process of their own. */
const [name = 'LeNet-5', optimizer = 'adam', batch = '64'] = process.argv.slice(2);
const batchSize = Number(batch);

const backend = await startForTest('wasm');
const atStart = allocatedBytes() ?? Number.NaN;
const settings: StepSettings = {
  loss: 'categoricalCrossentropy',
  optimizer: isOptimizer(optimizer) ? optimizer : 'adam',
  learningRate: 0.001,
  metrics: ['accuracy'],
};
const plan = planTraining(networkNamed(name), settings, null);
const { program, rule, objective } = plan;
const forecast = trainingBytes(program, settings.optimizer, batchSize);
const held = heldBytes(program);
const report = { forecastBytes: forecast.weights + forecast.activations, heldBytes: held, atStart };
try {
  checkPlanFits(plan, settings, batchSize, backend);
  const before = performance.now();
  const model = Model.fresh(program, 1);
  const built = performance.now();
  const slots = freshSlots(model, rule);
  const [height = 1, width = 1, channels = 1] = program.inputShape;
  const dataset = stripes({
    classes: program.outputShape[0] ?? 1,
    imageShape: [height, width, channels],
    train: batchSize,
  });
  const { train } = chooseSamples(dataset, 0, 1);
  let stepped = built;
  let tensorBytes = 0;
  for (const step of [1, 2]) {
    const start = performance.now();
    const images = takeBatch(train, train.indices, 0, batchSize, program.inputShape);
    const profile = await tf.profile(() => trainStep(model, slots, rule, objective, images, step, step).dispose());
    images.dispose();
    tensorBytes = Math.max(tensorBytes, profile.peakBytes);
    stepped = performance.now() - start;
  }
  const peakBytes = allocatedBytes() ?? Number.NaN;
  print({ ...report, peakBytes, tensorBytes, buildSeconds: (built - before) / 1000, stepSeconds: stepped / 1000 });
} catch (error) {
  print({ ...report, refusal: failureOf(error).message, peakBytes: allocatedBytes() ?? Number.NaN });
}

function print(result: object): void {
  console.log(JSON.stringify(result));
}

function isOptimizer(text: string): text is OptimizerName {
  return ['adam', 'momentum', 'sgd'].includes(text);
}

function networkNamed(wanted: string): CompiledNetwork {
  if (wanted === 'LeNet-5' || wanted === 'small VGG') return networks[wanted]();
  const compiled = compileNetwork(vgg16.build());
  if (!compiled.ok) throw new Error('VGG-16 does not compile');
  return compiled.value;
}

/** Weights and the outputs of all layers for the batch: what the peak is compared with. */
function heldBytes({ weights, layers }: Program): number {
  const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
  const values = weights.reduce((sum, { shape }) => sum + size(shape), 0);
  const outputs = layers.reduce((sum, { layer }) => sum + size(layer.outputShape), 0);
  return 4 * (values + batchSize * outputs);
}
