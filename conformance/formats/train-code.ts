import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { documentOf, type Line } from '../../src/core/analysis/testing/graph.ts';
import { noAugmentation } from '../../src/core/augment/schema.ts';
import { firstSteps } from '../../src/core/augment/steps.ts';
import { compileNetwork } from '../../src/core/compile/compile.ts';
import type { CompiledNetwork } from '../../src/core/compile/topology.ts';
import { defaultTraining, type Graph, optimizers, type TrainingSettings } from '../../src/core/document/schema.ts';
import type { Task } from '../../src/core/document/tasks.ts';
import { bytesSource } from '../../src/core/interop/byte-source.ts';
import { writeKerasCode } from '../../src/core/interop/code/keras/write.ts';
import { writeTorchCode } from '../../src/core/interop/code/torch/write.ts';
import type { NamedTensor } from '../../src/core/interop/tensors.ts';
import { npzBytes } from '../../src/core/interop/weights/npz.ts';
import { readWeights } from '../../src/core/interop/weights/read.ts';
import { shapeSize } from '../../src/core/math/shape.ts';
import type { Dataset, Split, SplitName, Targets } from '../../src/engine/data/dataset.ts';
import { loadDatasetNode } from '../../src/engine/data/node.ts';
import { resample } from '../../src/engine/feed/resample.ts';
import { buildProgram } from '../../src/engine/network/program.ts';
import { createNodeEngine } from '../../src/engine/node/engine.ts';
import type { RunOutcome } from '../../src/engine/protocol.ts';
import { leNet5 } from '../../templates/lenet-5.ts';

/**
 * `train-code.ts [FOLDER]`: what the `train.py` of Keras and PyTorch exports does, beside Stride's engine. STRIDE_PYTHON names the Python. The projects stay in FOLDER.
 * From the same weights on the same samples, all of them one batch: losses epoch by epoch. Then LeNet-5 on the digits.
 */
const python = process.env.STRIDE_PYTHON ?? 'python3';
const frameworks = ['keras', 'torch'] as const;
type Framework = (typeof frameworks)[number];

const epochs = 6;
const count = 24;

interface Case {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly task: Task;
  readonly settings: Partial<TrainingSettings>;
  /** The scripts draw their own numbers: they have to run, not to agree. */
  readonly drawn?: true;
  /** Rules that PyTorch has otherwise, as its README says. */
  readonly otherwiseInTorch?: true;
}

const classifier = (units: number, activation: string): readonly Line[] => [
  ['in', 'input', { shape: [6, 5, 2] }],
  ['conv', 'conv2d', { filters: 4, kernelSize: [3, 3], activation: 'tanh' }, ['in']],
  ['flat', 'flatten', {}, ['conv']],
  ['out', 'dense', { units, activation }, ['flat']],
];
const pixels = (filters: number, activation: string): readonly Line[] => [
  ['in', 'input', { shape: [6, 5, 2] }],
  ['conv', 'conv2d', { filters: 4, kernelSize: [3, 3], padding: 'same', activation: 'tanh' }, ['in']],
  ['out', 'conv2d', { filters, kernelSize: [1, 1], activation }, ['conv']],
];

const one = { lines: classifier(3, 'softmax'), task: 'oneLabel' as const };
const cases: readonly Case[] = [
  ...optimizers.map((optimizer) => ({
    ...one,
    name: optimizer,
    settings: { optimizer, learningRate: 0.02 },
    ...(['rmsprop', 'adagrad'].includes(optimizer) ? { otherwiseInTorch: true as const } : {}),
  })),
  { ...one, name: 'step', settings: { schedule: { kind: 'step', everyEpochs: 2, factor: 0.5 } } },
  {
    ...one,
    name: 'exponential, warm-up',
    settings: { schedule: { kind: 'exponential', factor: 0.8 }, warmupSteps: 2 },
  },
  { ...one, name: 'cosine', settings: { schedule: { kind: 'cosine', finalShare: 0.1 } } },
  { ...one, name: 'cosine, warm-up', settings: { schedule: { kind: 'cosine', finalShare: 0 }, warmupSteps: 2 } },
  {
    ...one,
    name: 'plateau',
    settings: { schedule: { kind: 'plateau', patience: 1, factor: 0.5, minChange: 1, minRate: 1e-4 } },
  },
  { ...one, name: 'clip value', settings: { optimizer: 'sgd', clipping: { kind: 'value', limit: 0.01 } } },
  { ...one, name: 'clip norm', settings: { optimizer: 'sgd', clipping: { kind: 'norm', limit: 0.1 } } },
  { ...one, name: 'clip all', settings: { optimizer: 'sgd', clipping: { kind: 'globalNorm', limit: 0.1 } } },
  { ...one, name: 'smoothed', settings: { labelSmoothing: 0.2 } },
  { ...one, name: 'balanced', settings: { classWeights: { kind: 'balanced' } } },
  { ...one, name: 'own weights', settings: { classWeights: { kind: 'own', weights: [1, 3, 0.5] } } },
  {
    ...one,
    name: 'early stopping',
    settings: { earlyStopping: { patience: 2, minChange: 5, keepBest: true } },
  },
  ...(['categoricalFocalCrossentropy', 'klDivergence', 'categoricalHinge', 'meanSquaredError'] as const).map(
    (loss) => ({
      ...one,
      name: loss,
      settings: { loss },
    }),
  ),
  ...(['binaryCrossentropy', 'binaryFocalCrossentropy', 'hinge', 'squaredHinge'] as const).map((loss) => ({
    name: `${loss}, one unit`,
    lines: classifier(1, 'sigmoid'),
    task: 'oneLabel' as const,
    settings: { loss, ...(loss === 'binaryCrossentropy' ? { classWeights: { kind: 'balanced' as const } } : {}) },
  })),
  {
    name: 'many labels',
    lines: classifier(3, 'sigmoid'),
    task: 'manyLabel',
    settings: { loss: 'binaryCrossentropy', labelSmoothing: 0.1 },
  },
  ...(['meanSquaredError', 'meanAbsoluteError', 'huber'] as const).map((loss) => ({
    name: `${loss}, values`,
    lines: classifier(2, 'linear'),
    task: 'regression' as const,
    settings: { loss, huberDelta: 0.7 },
  })),
  { name: 'masks', lines: pixels(3, 'softmax'), task: 'segmentation', settings: { loss: 'categoricalCrossentropy' } },
  { name: 'masks, dice', lines: pixels(1, 'sigmoid'), task: 'segmentation', settings: { loss: 'dice' } },
  {
    name: 'masks, yes or no',
    lines: pixels(1, 'sigmoid'),
    task: 'segmentation',
    settings: { loss: 'binaryCrossentropy' },
  },
  ...(['reflect', 'nearest', 'constant'] as const).flatMap((fill) =>
    (['oneLabel', 'segmentation'] as const).map((task) => ({
      name: `augmentation, ${fill}, ${task}`,
      lines: task === 'oneLabel' ? one.lines : pixels(3, 'softmax'),
      task,
      drawn: true as const,
      settings: {
        augmentation: {
          ...noAugmentation,
          fill,
          fillValue: fill === 'constant' ? 0.5 : 0,
          steps: Object.values(firstSteps),
        },
      },
    })),
  ),
];

const kerasHistory = z.object({ loss: z.array(z.number()) });
const torchHistory = z.array(z.object({ loss: z.number() }));

const engine = createNodeEngine();
const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'stride-train-code-'));
const rows: Record<string, string>[] = [];
let failed = 0;
try {
  for (const [place, one] of cases.entries()) rows.push(await compare(one, place));
  console.log('| training | epochs | Keras | PyTorch |\n|---|--:|--:|--:|');
  for (const { training, epochs: trained, keras, torch } of rows)
    console.log(`| ${training} | ${trained} | ${keras} | ${torch} |`);
  console.log('');
  movedAlike();
  await digits();
} finally {
  engine.destroy();
  if (!process.argv[2]) rmSync(folder, { recursive: true, force: true });
}
console.log(`${cases.length} trainings in two frameworks, ${failed} otherwise than Stride`);
process.exitCode = failed > 0 ? 1 : 0;

async function compare(
  { name, lines, task, settings: chosen, drawn, otherwiseInTorch }: Case,
  place: number,
): Promise<Record<string, string>> {
  const compiled = compileNetwork(documentOf(lines));
  if (!compiled.ok) throw new Error(compiled.error.map(({ message }) => message).join(' '));
  const network = compiled.value;
  const dataset = samplesFor(network, task);
  const settings: TrainingSettings = {
    ...defaultTraining,
    loss: 'categoricalCrossentropy',
    learningRate: 0.01,
    metrics: [],
    validationShare: 0,
    ...chosen,
    epochs,
    batchSize: count,
  };
  const start = weightsOf(network);
  const { losses } = drawn ? { losses: [] } : await inStride(network, dataset, settings, start);
  const row: Record<string, string> = { training: name, epochs: String(losses.length) };
  for (const framework of frameworks) {
    const to = join(folder, `${place}-${framework}`);
    const metadata = { task, classes: dataset.classes, input: { normalization: dataset.normalization } };
    write(to, framework, network, start, settings, metadata);
    writeFileSync(join(to, 'data.npz'), npzBytes(arraysOf(dataset, ['train'])));
    const found = run(to, framework, ['--from-trained']);
    if (drawn) {
      const fine = found.length === epochs && found.every(Number.isFinite);
      if (!fine) failed++;
      row[framework] = fine ? 'runs' : 'fails';
      continue;
    }
    const apart = Math.max(
      ...losses.map((loss, i) => Math.abs(loss - (found[i] ?? Number.NaN)) / Math.max(1e-3, loss)),
    );
    // Adam’s epsilon stands elsewhere in PyTorch, as its README says.
    const bound = framework === 'keras' ? 1e-5 : otherwiseInTorch ? 2e-2 : 5e-4;
    if (!(apart < bound) || found.length !== losses.length) failed++;
    row[framework] = apart.toExponential(1);
  }
  return row;
}

function write(
  to: string,
  framework: Framework,
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  training: TrainingSettings,
  metadata: Readonly<Record<string, unknown>>,
): void {
  const writer = framework === 'keras' ? writeKerasCode : writeTorchCode;
  const made = writer(network, weights, { title: 'Test', training, metadata });
  if (!made.ok) throw new Error(made.error.map(({ message }) => message).join(' '));
  mkdirSync(to, { recursive: true });
  for (const { path, bytes } of made.value) writeFileSync(join(to, path), bytes);
}

/** Losses of the epochs that the script trained. */
function run(at: string, framework: Framework, given: readonly string[]): readonly number[] {
  const told = execFileSync(python, ['train.py', '--data', 'data.npz', ...given], {
    cwd: at,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '' },
  });
  const test = told.split('\n').find((line) => line.startsWith('Test:'));
  if (test) console.log(`${framework}: ${test}`);
  const history: unknown = JSON.parse(readFileSync(join(at, 'history.json'), 'utf8'));
  return framework === 'keras' ? kerasHistory.parse(history).loss : torchHistory.parse(history).map(({ loss }) => loss);
}

async function inStride(
  network: CompiledNetwork,
  dataset: Dataset,
  settings: TrainingSettings,
  initial: readonly NamedTensor[] | null,
): Promise<{ readonly losses: readonly number[]; readonly outcome: RunOutcome }> {
  const losses: number[] = [];
  const outcome = await new Promise<RunOutcome>((resolve) => {
    const request = { runId: 'code', network, settings, dataset, backend: 'wasm', probe: null } as const;
    engine.train(initial ? { ...request, initial } : request, (event) => {
      if (event.type === 'epoch') losses.push(event.report.loss);
      if (event.type === 'finished') resolve(event.outcome);
    });
  });
  if (outcome.failure) throw new Error(outcome.failure.message);
  return { losses, outcome };
}

/** Numbers between −0.4 and 0.4 for every weight. */
function weightsOf(network: CompiledNetwork): readonly NamedTensor[] {
  return buildProgram(network).weights.map(({ fullName, shape }, place) => ({
    name: fullName,
    shape,
    values: Float32Array.from(
      { length: shapeSize(shape) },
      (_, i) => 0.4 * Math.sin(12.9898 * (i + 1) + 78.233 * place),
    ),
  }));
}

function whole(length: number, value: (i: number) => number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => value(i));
}

function samplesFor(network: CompiledNetwork, task: Task): Dataset {
  const { inputShape, outputShape } = network;
  const size = shapeSize(inputShape);
  const units = outputShape.at(-1) ?? 1;
  const classes = Array.from({ length: Math.max(units, 2) }, (_, i) => `class ${i}`);
  const answer = (i: number): number => Math.floor(Math.abs(Math.sin(i * 3.7 + 1)) * classes.length * 0.999);
  const targets: Readonly<Record<Task, () => Targets>> = {
    oneLabel: () => ({ kind: 'classes', labels: whole(count, answer) }),
    manyLabel: () => ({ kind: 'manyLabels', values: whole(count * units, (i) => answer(i) % 2) }),
    regression: () => ({
      kind: 'values',
      values: Float32Array.from({ length: count * units }, (_, i) => Math.sin(i)),
      names: classes,
    }),
    segmentation: () => ({
      kind: 'masks',
      masks: { kind: 'bytes', values: whole((count * size) / (inputShape.at(-1) ?? 1), answer) },
    }),
  };
  const values = whole(count * size, (i) => (i * 7919 + ((i * i) % 251) * 31) % 256);
  const train: Split = { count, samples: { kind: 'bytes', values }, targets: targets[task]() };
  const none = { ...train, count: 0 };
  return {
    id: task,
    title: task,
    classes: task === 'regression' ? [] : classes,
    task,
    sampleShape: inputShape,
    licence: 'MIT',
    attribution: 'computed',
    normalization: { kind: 'unit' },
    splits: { train, validation: none, test: none },
    skipped: [],
  };
}

/** The arrays that the scripts read, of these parts. */
function arraysOf({ splits, sampleShape }: Dataset, parts: readonly SplitName[]): readonly NamedTensor[] {
  return parts.flatMap((part) => {
    const { count: own, samples, targets } = splits[part];
    if (samples.kind !== 'bytes') throw new Error('samples are bytes here');
    const answers =
      targets.kind === 'classes'
        ? targets.labels
        : targets.kind === 'masks'
          ? targets.masks.kind === 'bytes'
            ? targets.masks.values
            : []
          : targets.values;
    const row = answers.length / own;
    return [
      { name: `x_${part}`, shape: [own, ...sampleShape], values: Float32Array.from(samples.values) },
      { name: `y_${part}`, shape: row === 1 ? [own] : [own, row], values: Float32Array.from(answers) },
    ];
  });
}

/** A picture moved by `augment.py`, beside the same picture moved by Stride. */
function movedAlike(): void {
  const frame = { height: 6, width: 5, channels: 2 };
  const matrix = [0.9, -0.4, 1.3, 0.35, 1.1, -2.2] as const;
  const from = Float32Array.from(whole(60, (i) => (i * 37) % 251));
  for (const [place, one] of cases.entries()) {
    const { augmentation } = one.settings;
    if (!augmentation || one.task !== 'oneLabel') continue;
    const out = new Float32Array(from.length);
    resample(from, out, frame, matrix, { mode: augmentation.fill, value: augmentation.fillValue * 255 });
    const asked = { matrix: [matrix.slice(0, 3), matrix.slice(3), [0, 0, 1]], from: [...from] };
    const script = [
      'import json, numpy as np',
      'from augment import mixed, moved',
      `asked = json.loads('${JSON.stringify(asked)}')`,
      'picture = np.reshape(np.float32(asked["from"]), (6, 5, 2))',
      'print(json.dumps(moved(picture, np.array(asked["matrix"]), mixed).reshape(-1).tolist()))',
    ].join('\n');
    const told = execFileSync(python, ['-c', script], { cwd: join(folder, `${place}-torch`), encoding: 'utf8' });
    const found = z.array(z.number()).parse(JSON.parse(told));
    const apart = Math.max(...found.map((value, i) => Math.abs(value - (out[i] ?? Number.NaN))));
    console.log(`a picture moved, ${augmentation.fill}: at most ${apart.toExponential(1)} of 255 apart`);
    if (!(apart < 1e-3)) failed++;
  }
}

/** LeNet-5 as a person would train it: from fresh weights, on the training digits; the accuracy on the test digits. */
async function digits(): Promise<void> {
  const loaded = await loadDatasetNode('digits');
  if (!loaded.ok) throw new Error(loaded.error.message);
  const dataset = loaded.value;
  const document = leNet5.build();
  const compiled = compileNetwork(document);
  if (!compiled.ok) throw new Error('LeNet-5 does not compile');
  const settings = { ...document.training, epochs: 4 };
  const { outcome } = await inStride(compiled.value, dataset, settings, null);
  const last = outcome.last?.history.at(-1);
  console.log(`Stride, LeNet-5, 4 epochs: validation ${JSON.stringify(last?.valAccuracy)}`);
  const metadata = { task: 'oneLabel', classes: dataset.classes, input: { normalization: dataset.normalization } };
  for (const framework of frameworks) {
    const to = join(folder, `digits-${framework}`);
    write(to, framework, compiled.value, weightsOf(compiled.value), settings, metadata);
    writeFileSync(join(to, 'data.npz'), npzBytes(arraysOf(dataset, ['train', 'validation', 'test'])));
    run(to, framework, []);
    await home(to, framework, compiled.value, document.graph);
  }
}

/** Weights that a script wrote open in Stride. */
async function home(from: string, framework: Framework, network: CompiledNetwork, graph: Graph): Promise<void> {
  const file = framework === 'keras' ? 'trained.weights.h5' : 'weights.safetensors';
  const read = await readWeights(bytesSource(new Uint8Array(readFileSync(join(from, file)))), network, analyze(graph));
  if (!read.ok) throw new Error(read.error.message);
  console.log(`${framework}: ${read.value.weights.length} weights came home`);
}
