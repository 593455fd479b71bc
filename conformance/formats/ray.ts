import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { compileNetwork } from '../../src/core/compile/compile.ts';
import { bytesSource, joined } from '../../src/core/interop/byte-source.ts';
import { writeRayProject } from '../../src/core/interop/code/ray/write.ts';
import type { NamedTensor } from '../../src/core/interop/tensors.ts';
import { npzBytes } from '../../src/core/interop/weights/npz.ts';
import { readWeights } from '../../src/core/interop/weights/read.ts';
import { labelsOf } from '../../src/engine/data/dataset.ts';
import { loadDatasetNode } from '../../src/engine/data/node.ts';
import { normalized } from '../../src/engine/data/normalize.ts';
import { createNodeEngine } from '../../src/engine/node/engine.ts';
import type { RunOutcome } from '../../src/engine/protocol.ts';
import { leNet5 } from '../../templates/lenet-5.ts';

/**
 * `ray.ts write FOLDER`: LeNet-5 as a Ray project with the digits beside it, and what Stride's engine reaches when it trains it.
 * `ray.ts home FOLDER`: what the weights that Ray brought back reach in Stride's engine.
 */
const [act, folder] = process.argv.slice(2);
if ((act !== 'write' && act !== 'home') || !folder) throw new Error('usage: ray.ts write|home FOLDER');
const epochs = 4;

const loaded = await loadDatasetNode('digits');
if (!loaded.ok) throw new Error(loaded.error.message);
const dataset = loaded.value;
const document = leNet5.build();
const compiled = compileNetwork(document);
if (!compiled.ok) throw new Error('LeNet-5 does not compile');
const network = compiled.value;
const settings = { ...document.training, epochs };
const engine = createNodeEngine();
try {
  if (act === 'write') await write(folder);
  else await home(folder);
} finally {
  engine.destroy();
}

async function write(to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const outcome = await new Promise<RunOutcome>((resolve) => {
    engine.train({ runId: 'digits', network, settings, dataset, backend: 'wasm', probe: null }, (event) => {
      if (event.type === 'finished') resolve(event.outcome);
    });
  });
  const weights = outcome.last?.weights;
  if (!weights) throw new Error('not trained');
  console.log(`Stride, ${epochs} epochs: ${(100 * (await accuracy(weights))).toFixed(1)} % of the test digits`);
  const written = writeRayProject(network, weights, { title: 'LeNet-5', training: settings });
  if (!written.ok) throw new Error(written.error.map(({ message }) => message).join(' '));
  for (const { path, bytes } of written.value) await writeFile(join(to, path), bytes);
  const parts = Object.entries({ train: dataset.splits.train, test: dataset.splits.test }).flatMap(([name, split]) => {
    if (split.samples.kind !== 'bytes') throw new Error('the digits are bytes');
    return [
      {
        name: `x_${name}`,
        shape: [split.count, ...dataset.sampleShape],
        values: Float32Array.from(split.samples.values),
      },
      { name: `y_${name}`, shape: [split.count], values: Float32Array.from(labelsOf(split)) },
    ];
  });
  await writeFile(join(to, 'digits.npz'), npzBytes(parts));
}

async function home(from: string): Promise<void> {
  const file = await readFile(join(from, 'weights.safetensors'));
  const read = await readWeights(bytesSource(joined([file])), network, analyze(document.graph));
  if (!read.ok) throw new Error(read.error.message);
  console.log(
    `Ray's weights in Stride: ${(100 * (await accuracy(read.value.weights))).toFixed(1)} % of the test digits`,
  );
}

async function accuracy(weights: readonly NamedTensor[]): Promise<number> {
  const { test } = dataset.splits;
  if (test.samples.kind !== 'bytes') throw new Error('the digits are bytes');
  const images = normalized(test.samples.values, dataset);
  const { probabilities } = await engine.predict({
    network,
    weights,
    images,
    count: test.count,
    backend: 'wasm',
    withMaps: false,
  });
  const labels = labelsOf(test);
  const right = probabilities.filter((one, i) => one.indexOf(Math.max(...one)) === labels[i]);
  return right.length / test.count;
}
