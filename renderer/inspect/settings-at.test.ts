import { afterEach, expect, test } from 'vitest';
import { network } from '../../src/core/build/network.ts';
import type { TrainingSettings } from '../../src/core/document/schema.ts';
import { stripes } from '../../src/engine/testing/datasets.ts';
import { trainingApp } from '../training/testing/app.ts';
import { settingsAt } from './settings-at.ts';

let app: Awaited<ReturnType<typeof trainingApp>>;
afterEach(() => app.close());

/** A run of three epochs, over. */
async function trained(settings: Partial<TrainingSettings>) {
  const net = network('stripes');
  net.dense(net.flatten(net.input([8, 8, 1])), { units: 4, activation: 'softmax' }, 'out');
  const own = { learningRate: 0.01, epochs: 3, batchSize: 16, validationShare: 0.25, ...settings };
  app = await trainingApp(net.document(own), stripes());
  await app.training.start();
  await app.until(({ session: { state } }) => state === 'finished');
  const run = app.runs.getState().records[0];
  if (!run) throw new Error('nothing was trained');
  return run;
}

test('the first step of an epoch has the rate that the engine reports of the epoch, where it changes by epochs', async () => {
  const run = await trained({ schedule: { kind: 'step', everyEpochs: 1, factor: 0.5 } });
  const reported = run.epochs.map(({ learningRate }) => learningRate);
  expect(new Set(reported).size).toBe(3);
  const found = [0, 1, 2].map((epoch) => settingsAt(run.settings, run, stripes(), { epoch, step: null }).learningRate);
  expect(found).toEqual(reported);
});

test('a run that warms up begins without a rate, and the rate of its last step is the reported one', async () => {
  const run = await trained({ warmupSteps: 1000 });
  const of = (epoch: number, step: number) => settingsAt(run.settings, run, stripes(), { epoch, step }).learningRate;
  expect(of(0, 0)).toBe(0);
  expect(of(2, Number.POSITIVE_INFINITY)).toBe(run.epochs[2]?.learningRate);
});

test('what was changed later is taken back', async () => {
  const run = await trained({});
  const changes = [{ step: 5, epoch: 1.5, from: { learningRate: 0.04 }, to: { learningRate: 0.01 } }];
  const of = (epoch: number) => settingsAt(run.settings, { ...run, changes }, stripes(), { epoch, step: null });
  expect([0, 1, 2].map((epoch) => of(epoch).learningRate)).toEqual([0.04, 0.04, 0.01]);
});
