import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { analyze } from '../src/core/analysis/analyze.ts';
import { compileNetwork } from '../src/core/compile/compile.ts';
import type { CompiledNetwork } from '../src/core/compile/topology.ts';
import { type OptimizerName, optimizers } from '../src/core/document/schema.ts';
import type { LossName } from '../src/core/document/tasks.ts';
import { type Dataset, labelsOf, type Split, sampleSize } from '../src/engine/data/dataset.ts';
import { loadDatasetNode } from '../src/engine/data/node.ts';
import { initialValues } from '../src/engine/network/initializers.ts';
import { buildProgram } from '../src/engine/network/program.ts';
import { createNodeEngine } from '../src/engine/node/engine.ts';
import type { Engine, EpochReport, NamedWeight, RunOutcome, Snapshot } from '../src/engine/protocol.ts';
import { type Case, cases } from './networks.ts';

/**
 * Trains small networks with Stride's engine, one batch an epoch, and writes all that Keras needs to do the same:
 * `node --import tsx conformance/record.ts FOLDER`. `keras_parity.py` reads it.
 */
const epochs = 5;
const count = 48;

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: record.ts FOLDER');
const loaded = await loadDatasetNode('digits');
if (!loaded.ok) throw new Error(loaded.error.message);
const engine = createNodeEngine();
try {
  for (const one of cases) {
    const binary = outputUnits(one) === 1;
    const losses: readonly LossName[] = binary
      ? ['binaryCrossentropy']
      : ['categoricalCrossentropy', 'meanSquaredError'];
    for (const optimizer of optimizers)
      await record(one, firstImages(loaded.value, binary), optimizer, losses[0] ?? 'meanSquaredError');
    for (const loss of losses.slice(1)) await record(one, firstImages(loaded.value, binary), 'sgd', loss);
  }
} finally {
  engine.destroy();
}

function outputUnits({ document }: Case): number {
  const { nodes, outputIds } = analyze(document.graph);
  return nodes[outputIds[0] ?? '']?.output?.shape.at(-1) ?? 0;
}

/** The first images of the training split; two classes only where the network says yes or no. */
function firstImages(dataset: Dataset, binary: boolean): Dataset {
  const { train } = dataset.splits;
  const { samples } = train;
  if (samples.kind !== 'bytes') throw new Error('the digits are bytes');
  const size = sampleSize(dataset.sampleShape);
  const known = labelsOf(train);
  const chosen = [...known.keys()].filter((i) => !binary || (known[i] ?? 0) < 2).slice(0, count);
  const pixels = new Uint8Array(count * size);
  chosen.forEach((from, to) => {
    pixels.set(samples.values.subarray(from * size, (from + 1) * size), to * size);
  });
  const labels = Uint8Array.from(chosen, (i) => known[i] ?? 0);
  const splitOf = (values: Uint8Array, own: Uint8Array): Split => ({
    count: own.length,
    samples: { kind: 'bytes', values },
    targets: { kind: 'classes', labels: own },
  });
  const none = splitOf(new Uint8Array(), new Uint8Array());
  return {
    ...dataset,
    classes: binary ? dataset.classes.slice(0, 2) : dataset.classes,
    splits: { train: splitOf(pixels, labels), validation: none, test: none },
  };
}

function initialWeights(network: CompiledNetwork): NamedWeight[] {
  const program = buildProgram(network);
  return program.layers.flatMap(({ name, layer, weightPlaces }, place) =>
    layer.weights.flatMap(({ initializer, shape }, i) => {
      const weight = program.weights[weightPlaces[i] ?? -1];
      if (!weight?.fullName.startsWith(`${name}/`)) return [];
      return [{ name: weight.fullName, shape, values: initialValues(initializer, shape, 1000 * place + i + 1) }];
    }),
  );
}

async function record(one: Case, dataset: Dataset, optimizer: OptimizerName, loss: LossName): Promise<void> {
  const compiled = compileNetwork(one.document, one.name);
  if (!compiled.ok) throw new Error(`${one.name}: ${compiled.error.map((problem) => problem.message).join(' ')}`);
  const weights = initialWeights(compiled.value);
  const settings = {
    ...one.document.training,
    optimizer,
    loss,
    learningRate: 0.01,
    epochs,
    batchSize: count,
    validationShare: 0,
    metrics: [],
  };
  const start: Snapshot = { step: 0, epoch: 0, weights, optimizer: [], random: [settings.seed, 0, 0], history: [] };
  const { outcome, history } = await train(engine, compiled.value, settings, dataset, start);
  if (outcome.reason !== 'completed' || !outcome.last) throw new Error(`${one.name}: ${outcome.failure?.message}`);
  const name = `${one.name}-${optimizer}-${loss}`;
  const place = join(folder ?? '', name);
  await mkdir(place, { recursive: true });
  const { train: images } = dataset.splits;
  await writeFile(
    join(place, 'case.json'),
    JSON.stringify({
      name,
      optimizer,
      loss,
      learningRate: settings.learningRate,
      epochs,
      classes: dataset.classes.length,
      imageShape: dataset.sampleShape,
      pixels: Buffer.from(images.samples.kind === 'bytes' ? images.samples.values : []).toString('base64'),
      labels: [...labelsOf(images)],
      topology: compiled.value.topology,
      weights: weights.map(asJson),
      trained: outcome.last.weights.map(asJson),
      losses: history.map((epoch) => epoch.loss),
    }),
  );
  console.log(`recorded ${name}`);
}

function asJson({ name, shape, values }: NamedWeight) {
  return { name, shape, values: Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64') };
}

function train(
  by: Engine,
  net: CompiledNetwork,
  settings: Case['document']['training'],
  dataset: Dataset,
  snapshot: Snapshot,
): Promise<{ outcome: RunOutcome; history: EpochReport[] }> {
  const history: EpochReport[] = [];
  return new Promise((resolve) => {
    by.train({ runId: 'parity', network: net, settings, dataset, backend: 'auto', snapshot, probe: null }, (event) => {
      if (event.type === 'epoch') history.push(event.report);
      if (event.type === 'finished') resolve({ outcome: event.outcome, history });
    });
  });
}
