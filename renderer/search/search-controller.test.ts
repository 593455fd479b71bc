import { afterEach, describe, expect, it } from 'vitest';
import { network } from '../../src/core/build/network.ts';
import { bestAccuracy } from '../../src/core/document/runs.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { bestTrial, spreadOf, trialsIn } from '../../src/core/search/outcome.ts';
import { defaultSearch, type SearchSettings } from '../../src/core/search/schema.ts';
import type { Dataset, Split } from '../../src/engine/data/dataset.ts';
import { loadDatasetNode } from '../../src/engine/data/node.ts';
import { stripes } from '../../src/engine/testing/datasets.ts';
import { trainingApp } from '../training/testing/app.ts';
import { createSearchController, type SearchState } from './search-controller.ts';

type App = Awaited<ReturnType<typeof trainingApp>>;
let app: App;
afterEach(() => app.close());

const rate: SearchSettings['dimensions'][number] = {
  id: 'rate',
  target: { kind: 'setting', setting: 'learningRate' },
  range: { kind: 'log', low: 1e-5, high: 3 },
};

function documentOf(inputShape: readonly [number, number, number], classes: number, search: Partial<SearchSettings>) {
  const net = network('searched');
  const x = net.flatten(net.maxPooling2d(net.input([...inputShape]), { poolSize: [2, 2], strides: [2, 2] }));
  net.dense(x, { units: classes, activation: 'softmax' }, 'out');
  const document: StrideDocument = net.document({ epochs: 2, batchSize: 32, validationShare: 0.25, optimizer: 'sgd' });
  return { ...document, search: { ...defaultSearch, dimensions: [rate], ...search } };
}

/** Every `every`-th sample of a split. */
function fewer({ count, samples, targets, ...rest }: Split, every: number): Split {
  if (samples.kind !== 'bytes' || targets.kind !== 'classes') throw new Error('The digits are bytes with classes.');
  const size = samples.values.length / Math.max(1, count);
  const kept = Math.floor(count / every);
  const values = new Uint8Array(kept * size);
  for (let i = 0; i < kept; i++) {
    const from = i * every * size;
    values.set(samples.values.subarray(from, from + size), i * size);
  }
  const labels = Uint8Array.from({ length: kept }, (_, i) => targets.labels[i * every] ?? 0);
  return { ...rest, count: kept, samples: { kind: 'bytes', values }, targets: { kind: 'classes', labels } };
}

async function digits(every: number): Promise<Dataset> {
  const opened = await loadDatasetNode('digits');
  if (!opened.ok) throw new Error(opened.error.message);
  const { train, validation, test } = opened.value.splits;
  const splits = { train: fewer(train, every), validation: fewer(validation, every), test: fewer(test, every) };
  return { ...opened.value, splits };
}

const ended = (state: SearchState) => state.state === 'finished';
const until = (search: ReturnType<typeof createSearchController>, is: (state: SearchState) => boolean) =>
  new Promise<SearchState>((resolve) => {
    const stop = search.subscribe(look);
    function look(state: SearchState): void {
      if (!is(state)) return;
      stop();
      resolve(state);
    }
    look(search.getState());
  });

describe('a search', () => {
  it('halves trials on the digits, and ends with a better rate than the worst', async () => {
    app = await trainingApp(documentOf([28, 28, 1], 10, { trials: 9, epochs: 9, minEpochs: 1 }), await digits(4));
    const search = createSearchController(app);
    await search.start();
    expect(search.getState()).toMatchObject({ state: 'finished', reason: 'completed', done: 13 });
    const { records } = app.runs.getState();
    expect(records).toHaveLength(9);
    expect(records.map(({ trial }) => trial?.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    // One run goes through all rounds, two give up after the second: their epochs are counted on.
    const epochs = records.map((run) => run.epochs.map(({ epoch }) => epoch));
    expect(epochs.map(({ length }) => length).sort((a, b) => b - a)).toEqual([9, 3, 3, 1, 1, 1, 1, 1, 1]);
    for (const one of epochs) expect(one).toEqual(one.map((_, i) => i + 1));
    const winner = records.find((run) => run.epochs.length === 9);
    const worst = Math.min(...records.map((run) => bestAccuracy(run) ?? 0));
    expect(winner && bestAccuracy(winner)).toBeGreaterThan(0.8);
    expect(worst).toBeLessThan(0.6);
    expect(winner?.settings.learningRate).toBe(winner?.trial?.values.rate);
    expect(winner?.drawing?.graph).toEqual(app.documents.getState().document.graph);
  });

  it('lets schedules span what the winner trains, in every round', async () => {
    const document = documentOf([8, 8, 1], 4, { trials: 3, epochs: 3, minEpochs: 1 });
    const training = { ...document.training, schedule: { kind: 'cosine', finalShare: 0 } as const };
    app = await trainingApp({ ...document, training }, stripes());
    await createSearchController(app).start();
    const { records } = app.runs.getState();
    const winner = records.find((run) => run.epochs.length === 3);
    const rate = winner?.settings.learningRate ?? 0;
    const given = winner?.epochs.map((epoch) => (epoch.learningRate ?? 0) / rate);
    // One run of three epochs on its own.
    app.documents.dispatch('Settings', { type: 'setTraining', settings: winner?.settings ?? {} });
    await app.training.start();
    await app.until(({ session }) => session.state === 'finished');
    const alone = app.runs.getState().records.at(-1)?.epochs;
    expect(winner?.epochs.map(({ loss }) => loss)).toEqual(alone?.map(({ loss }) => loss));
    expect(given).toEqual(alone?.map((epoch) => (epoch.learningRate ?? 0) / rate));
    expect(records.map(({ state }) => state).sort()).toEqual(['completed', 'stopped', 'stopped']);
  });

  it('trains its best with other seeds, which are runs of the same trial', async () => {
    app = await trainingApp(
      documentOf([8, 8, 1], 4, { method: 'random', trials: 2, epochs: 1, repeats: 2 }),
      stripes(),
    );
    await createSearchController(app).start();
    const { records } = app.runs.getState();
    expect(records.map(({ trial }) => trial?.repeat ?? 0)).toEqual([0, 0, 1, 2]);
    const search = records[0]?.trial?.search ?? '';
    const best = bestTrial(trialsIn(records, search));
    expect(records.slice(2).map(({ trial }) => trial?.number)).toEqual([best?.trial?.number, best?.trial?.number]);
    expect(
      new Set(
        records
          .slice(2)
          .concat(best ?? [])
          .map(({ settings }) => settings.seed),
      ).size,
    ).toBe(3);
    expect(spreadOf(records, search)?.count).toBe(2);
  });

  it('goes on in another window where it was cut off, and ends as if it had not been', async () => {
    const document = documentOf([8, 8, 1], 4, { trials: 4, epochs: 4, minEpochs: 1, eta: 2 });
    app = await trainingApp(document, stripes());
    await createSearchController(app).start();
    const told = () =>
      app.runs.getState().records.map(({ trial, epochs }) => [trial?.number, epochs.map(({ loss }) => loss)]);
    const whole = told();
    await app.close();

    app = await trainingApp(document, stripes());
    const search = createSearchController(app);
    void search.start();
    // Four have done their first round, and one its second.
    await until(search, (state) => state.state === 'running' && state.done === 5);
    const { records, waiting } = app.runs.getState();
    expect(waiting.search?.rests).toBe(false);
    const left = structuredClone({ records, waiting });
    await app.training.keeper.flush();
    const at = app.crash();

    app = await trainingApp(document, stripes(), at);
    app.runs.load(left.records, {}, left.waiting);
    expect(app.runs.getState().reopened).toEqual({ cutOff: null });
    const again = createSearchController(app);
    expect(again.getState().state).toBe('idle');
    await again.resumePlan();
    expect(again.getState()).toMatchObject({ state: 'finished', reason: 'completed', done: 7 });
    expect(told()).toEqual(whole);
    expect(app.runs.getState().waiting.search).toBeNull();
  });

  it('draws and scores the same again with the same seed', async () => {
    app = await trainingApp(documentOf([8, 8, 1], 4, { method: 'random', trials: 3, epochs: 1 }), stripes());
    const search = createSearchController(app);
    await search.start();
    await search.start();
    const [first, second] = [app.runs.getState().records.slice(0, 3), app.runs.getState().records.slice(3)];
    const told = (runs: typeof first) =>
      runs.map(({ trial, epochs }) => [trial?.values, epochs.map(({ loss }) => loss)]);
    expect(told(second)).toEqual(told(first));
    expect(second[0]?.trial?.search).not.toBe(first[0]?.trial?.search);
  });

  it('pauses, goes on, and stops with what it has', async () => {
    app = await trainingApp(documentOf([8, 8, 1], 4, { method: 'random', trials: 3, epochs: 50_000 }), stripes());
    const search = createSearchController(app);
    const whole = search.start();
    await app.until(({ session }) => session.state === 'running');
    search.pause();
    await app.until(({ session }) => session.state === 'paused');
    expect(search.getState().state).toBe('paused');
    search.resume();
    await app.until(({ session }) => session.state === 'running');
    search.stop();
    await whole;
    expect(await until(search, ended)).toMatchObject({ reason: 'stopped' });
    expect(app.runs.getState().records.map(({ state }) => state)).toEqual(['stopped']);
    // It can be gone on with, though nobody waits for it.
    expect(app.runs.getState().waiting.search?.rests).toBe(true);
  });

  it('trains nothing over its budget, and says what was left out', async () => {
    const filters: SearchSettings['dimensions'][number] = {
      id: 'units',
      target: { kind: 'setting', setting: 'batchSize' },
      range: { kind: 'choice', values: [8, 16] },
    };
    app = await trainingApp(documentOf([8, 8, 1], 4, { dimensions: [filters], parameters: 10, trials: 2 }), stripes());
    const search = createSearchController(app);
    await search.start();
    const state = search.getState();
    expect(state).toMatchObject({ state: 'finished', done: 0 });
    expect(app.runs.getState().records).toEqual([]);
    if (state.state !== 'finished') throw new Error('It is over.');
    expect(state.rejected.map(({ why }) => why)).toContainEqual({ kind: 'parameters', value: 68, limit: 10 });
  });
});
