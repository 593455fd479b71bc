import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { network } from '../../../src/core/build/network.ts';
import { eventOf, recordsOf } from '../../../src/core/interop/tensorboard/testing/read.ts';
import { stripes } from '../../../src/engine/testing/datasets.ts';
import { trainingApp } from '../testing/app.ts';
import { logRun } from './logger.ts';

type App = Awaited<ReturnType<typeof trainingApp>>;
let app: App;
let folder: string;

beforeEach(async () => {
  const net = network('stripes');
  const x = net.conv2d(net.input([8, 8, 1]), { filters: 4, kernelSize: [3, 3], activation: 'relu' }, 'conv');
  net.dense(net.flatten(x), { units: 4, activation: 'softmax' }, 'out');
  const settings = { learningRate: 0.01, epochs: 3, batchSize: 16, validationShare: 0.25 };
  app = await trainingApp(net.document(settings), stripes());
  folder = await mkdtemp(join(tmpdir(), 'stride-logs-'));
});
afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

async function train(problems: unknown[]) {
  await app.training.start();
  const run = app.runs.getState().records.at(-1);
  if (!run) throw new Error('no run began');
  const { host, runs, session } = app;
  await logRun(run.id, { host, runs, session, folder, onProblem: (error) => problems.push(error) });
  const ended = app.runs.record(run.id);
  if (!ended) throw new Error('the run is gone');
  return ended;
}

async function eventsOf(part: string) {
  const [file = '', ...more] = await readdir(join(folder, part));
  expect(more).toEqual([]);
  return recordsOf(await readFile(join(folder, part, file))).map(eventOf);
}

it('logs each epoch and the batches between, as the run has them', async () => {
  const problems: unknown[] = [];
  const run = await train(problems);
  expect(problems).toEqual([]);
  expect(run.epochs).toHaveLength(3);
  const [training, validation] = [await eventsOf('train'), await eventsOf('validation')];
  const losses = (events: typeof training) =>
    events.flatMap(({ step, scalars: { epoch_loss: loss } }) => (loss === undefined ? [] : [[step, loss]]));
  expect(losses(training)).toEqual(run.epochs.map(({ epoch, loss }) => [epoch - 1, Math.fround(loss)]));
  expect(losses(validation)).toEqual(run.epochs.map(({ epoch, valLoss }) => [epoch - 1, Math.fround(valLoss ?? 0)]));
  const batches = training.filter(({ scalars }) => 'batch_loss' in scalars);
  expect(batches.length).toBeGreaterThan(0);
  expect(training.filter(({ graph }) => graph !== null)).toHaveLength(1);
  const weights = training.filter(({ histograms }) => 'conv/weights' in histograms);
  // The first step of a chart is the first epoch's: how the weights lay before it is not logged.
  expect(weights).toHaveLength(run.figures?.filter(({ epoch }) => epoch > 0).length ?? 0);
  expect(weights.length).toBeGreaterThan(0);
  const [first] = training.flatMap(({ pictures: { 'maps/conv': png } }) => png ?? []);
  // Four maps of 6×6 with a column between two.
  expect(first && decode(first)).toMatchObject({ width: 27, height: 6, channels: 1 });
});

it('trains on where the log cannot be written, and says so once', async () => {
  await writeFile(join(folder, 'train'), 'a file where a folder should be');
  const problems: unknown[] = [];
  const run = await train(problems);
  await app.until(({ session }) => session.state === 'finished');
  expect(app.runs.record(run.id)?.state).toBe('completed');
  expect(problems).toHaveLength(1);
});
