import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import { compileNetwork } from '../src/core/compile/compile.ts';
import { defaultTraining } from '../src/core/document/schema.ts';
import { summaryEvent } from '../src/core/interop/tensorboard/events.ts';
import { joined, runLog } from '../src/core/interop/tensorboard/run-log.ts';
import { templates } from '../templates/index.ts';

/**
 * Writes a run's log as the app does, and beside it what TensorBoard must read in it:
 * `node --import tsx conformance/record-logs.ts FOLDER`. `tensorboard_logs.py` reads both.
 */
const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: record-logs.ts FOLDER');
const template = templates.find(({ id }) => id === 'resnet-18');
const compiled = template && compileNetwork(template.build());
if (!compiled?.ok) throw new Error('ResNet-18 does not compile');

const epochs = Array.from({ length: 20 }, (_, i) => ({
  epoch: i + 1,
  loss: 2.3 / (i + 1),
  accuracy: i / 20,
  valLoss: 2.4 / (i + 1),
  valAccuracy: i / 21,
  samplesPerSecond: 1000 + i,
  seconds: 1.5,
  extra: { top2Accuracy: i / 19, valTop2Accuracy: i / 22 },
  learningRate: 1e-3 * 0.9 ** i,
}));
const run = {
  id: 'run',
  startedAt: '2026-11-23T06:00:00.000Z',
  settings: defaultTraining,
  network: compiled.value,
  epochs,
};
const begin = Date.parse(run.startedAt) / 1000;

const histogram = { bounds: [-1, -0.5, 0, 2], counts: [3, 40, 5], sum: -12.5, sumOfSquares: 21.25 };
const pixels = Uint8Array.from({ length: 6 * 4 }, (_, i) => i * 10);
const picture = {
  width: 6,
  height: 4,
  channels: 1,
  png: encode({ width: 6, height: 4, channels: 1, data: pixels }),
} as const;
const more = summaryEvent(begin + 40, 20, { histograms: { 'conv1/kernel': histogram }, pictures: { probe: picture } });

for (const { path, bytes } of runLog(run)) {
  const file = join(folder, 'log', path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, path.startsWith('train') ? joined([bytes, more]) : bytes);
}
const layers = run.network.topology.config.layers.map(({ name, class_name, inbound_nodes }) => ({
  name,
  kind: class_name,
  from: inbound_nodes.flatMap((call) => call.map(([source]) => source)),
}));
await writeFile(
  join(folder, 'expected.json'),
  JSON.stringify({ begin, epochs, layers, histogram, pixels: [...pixels] }),
);
