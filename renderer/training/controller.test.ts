import { afterEach, describe, expect, it } from 'vitest';
import { network } from '../../src/core/build/network.ts';
import type { StrideDocument, TrainingSettings } from '../../src/core/document/schema.ts';
import { stripes } from '../../src/engine/testing/datasets.ts';
import { compiledNetwork } from './compiled.ts';
import { workOf } from './forecast/work.ts';
import { sampleNow } from './pixels.ts';
import { trainingApp } from './testing/app.ts';

type App = Awaited<ReturnType<typeof trainingApp>>;
let app: App;
afterEach(() => app.close());

/** Tells four stripes apart. */
function classifier(
  settings: Partial<TrainingSettings> = {},
  activation: 'softmax' | 'linear' = 'softmax',
): StrideDocument {
  const net = network('stripes');
  const x = net.conv2d(net.input([8, 8, 1]), { filters: 4, kernelSize: [3, 3], activation: 'relu' }, 'conv');
  net.dense(net.flatten(x), { units: 4, activation }, 'out');
  return net.document({ learningRate: 0.01, epochs: 2, batchSize: 16, validationShare: 0.25, ...settings });
}

const over = ({ session: { state } }: ReturnType<App['session']['getState']>) =>
  state === 'finished' || state === 'failed';
const onlyRun = () => app.runs.getState().records.at(-1);

describe('a run', () => {
  it('goes from the document to figures, curves, checkpoints and maps', async () => {
    app = await trainingApp(classifier(), stripes());
    expect(await app.training.start()).toBeNull();
    expect(app.ui.getState().step).toBe('train');
    await app.until(over);
    const run = onlyRun();
    expect(run).toMatchObject({ state: 'completed', number: 1, failure: null });
    expect(run?.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(run?.device?.backend).toBe('wasm');
    expect(run?.network.topology.config.layers.map(({ name }) => name)).toContain('conv');
    const checkpoints = app.runs.getState().checkpoints[run?.id ?? ''];
    expect(checkpoints?.last?.epoch).toBe(2);
    expect(checkpoints?.best?.weights.map(({ name }) => name)).toContain('conv/kernel');
    expect(app.runs.curves(run?.id ?? '').loss.length).toBeGreaterThan(0);
    expect(app.session.getState().maps.conv?.maps.length).toBeGreaterThan(0);
  });

  it('pauses, takes one step, goes on and stops', async () => {
    app = await trainingApp(classifier({ epochs: 5000 }), stripes());
    await app.training.start();
    await app.until(({ session }) => session.state === 'running');
    app.training.togglePause();
    await app.until(({ session }) => session.state === 'paused');
    expect(onlyRun()?.state).toBe('paused');
    app.training.step();
    app.training.togglePause();
    await app.until(({ session }) => session.state === 'running');
    expect(await app.training.start()).toBe('busy');
    app.training.stop();
    expect(app.session.getState().session.state).toBe('stopping');
    await app.until(over);
    expect(onlyRun()?.state).toBe('stopped');
  });

  it('takes other settings while it is paused, and keeps what was changed', async () => {
    app = await trainingApp(classifier({ epochs: 5000 }), stripes());
    await app.training.start();
    await app.until(({ session }) => session.state === 'running');
    app.training.pause();
    await app.until(({ session }) => session.state === 'paused');
    await app.training.change({ learningRate: 0.5, epochs: 9 });
    expect(app.session.getState().changes).toEqual({ learningRate: 0.5, epochs: 9 });
    expect(onlyRun()?.settings.learningRate).toBe(0.01);
    await app.training.change({ epochs: 1 });
    app.training.resume();
    await app.until(over);
    expect(app.session.getState().changes).toEqual({});
    expect(onlyRun()).toMatchObject({
      state: 'completed',
      settings: { learningRate: 0.5, epochs: 1 },
      changes: [{ from: { learningRate: 0.01, epochs: 5000 }, to: { learningRate: 0.5, epochs: 1 } }],
    });
  });

  it('is trained further from its last state, as a new run with the old epochs', async () => {
    app = await trainingApp(classifier(), stripes());
    await app.training.start();
    await app.until(over);
    const first = onlyRun();
    await app.training.trainFurther(first?.id ?? '');
    await app.until(({ session }) => session.state === 'finished' && session.runId !== first?.id);
    const second = onlyRun();
    expect(second).toMatchObject({ number: 2, parent: first?.id, state: 'completed' });
    expect(second?.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(second?.epochs.slice(0, 2)).toEqual(first?.epochs);
  });

  it('says that it diverged, and starts again with half the learning rate', async () => {
    const settings = { loss: 'meanSquaredError', optimizer: 'sgd', learningRate: 1e6 } as const;
    app = await trainingApp(classifier(settings, 'linear'), stripes());
    await app.training.start();
    await app.until(over);
    const failed = onlyRun();
    expect(failed).toMatchObject({ state: 'failed', failure: { code: 'diverged' } });
    await app.training.retryWith(failed?.id ?? '', { learningRate: 5e5 }, 'Learning rate');
    expect(app.documents.getState().document.training.learningRate).toBe(5e5);
    expect(onlyRun()).toMatchObject({ number: 2, settings: { learningRate: 5e5 } });
    await app.until((state) => over(state) && 'runId' in state.session && state.session.runId !== failed?.id);
  });
});

describe('refusals', () => {
  it('shows the problems of a network with errors', async () => {
    const document = classifier();
    app = await trainingApp({ ...document, graph: { ...document.graph, edges: {} } }, stripes());
    expect(await app.training.start()).toBe('graph');
    expect(app.ui.getState()).toMatchObject({ step: 'define', problemsOpen: true });
    expect(app.runs.getState().records).toEqual([]);
  });

  it('goes to Compile when the output does not fit the labels', async () => {
    app = await trainingApp(classifier(), stripes({ classes: 3 }));
    expect(await app.training.start()).toBe('settings');
    expect(app.ui.getState().step).toBe('compile');
  });
});

describe('asking a trained network', () => {
  it('evaluates, keeps the figures with the run, and predicts', async () => {
    const dataset = stripes({ train: 256, test: 40 });
    app = await trainingApp(classifier({ epochs: 6 }), dataset);
    await app.training.start();
    await app.until(over);
    await app.training.evaluate();
    const { evaluation } = app.session.getState();
    expect(evaluation.state === 'done' && evaluation.evaluation.count).toBe(40);
    expect(onlyRun()?.evaluation).toMatchObject({ split: 'test', checkpoint: 'best', count: 40 });
    expect(onlyRun()?.evaluation?.accuracy).toBeGreaterThan(0.9);
    const classes = onlyRun()?.evaluation?.classes;
    expect(classes?.scores.map(({ name, support }) => [name, support])).toEqual(
      dataset.classes.map((name) => [name, 10]),
    );
    const stored = sampleNow(dataset, 'test', 0) ?? new Uint8Array();
    const values = Float32Array.from(stored, (byte) => byte / 255);
    const input = { source: 'sample', split: 'test', index: 0, label: 0, values, stored, shape: [8, 8, 1] } as const;
    app.training.predict(input);
    const { prediction } = await app.until((state) => state.prediction.state !== 'none');
    expect(prediction.state === 'done' && prediction.prediction.probabilities[0]).toHaveLength(4);
    app.training.predict(null);
    expect(app.session.getState().prediction.state).toBe('none');
  });

  it('leaves a run as it is when a further evaluation finds the same, and not when it is of other images', async () => {
    app = await trainingApp(classifier(), stripes({ train: 64, test: 40 }));
    await app.training.start();
    await app.until(over);
    await app.training.evaluate();
    const { records } = app.runs.getState();
    await app.training.evaluate();
    expect(app.runs.getState().records).toBe(records);
    app.session.setState({ split: 'train' });
    await app.training.evaluate();
    expect(onlyRun()?.evaluation).toMatchObject({ split: 'train', count: 64 });
  });

  it('evaluates nothing while nothing is trained', async () => {
    app = await trainingApp(classifier(), stripes());
    await app.training.evaluate();
    expect(app.session.getState().evaluation.state).toBe('none');
  });
});

describe('suggested settings', () => {
  it('follow the network while nobody has chosen, and leave what was chosen alone', async () => {
    const net = network('yes or no');
    net.dense(net.flatten(net.input([8, 8, 1])), { units: 1, activation: 'sigmoid' });
    app = await trainingApp(net.document(), stripes({ classes: 2 }));
    await app.training.loadData();
    app.training.suggestUnlessChosen('Suggest');
    expect(app.documents.getState().document.training.loss).toBe('binaryCrossentropy');
    app.documents.dispatch('Loss', { type: 'setTraining', settings: { loss: 'meanSquaredError' } });
    app.training.suggestUnlessChosen('Suggest');
    expect(app.documents.getState().document.training.loss).toBe('meanSquaredError');
  });
});

describe('images', () => {
  const loaded = () =>
    new Promise<void>((resolve) => app.data.subscribe(({ state }) => state === 'ready' && resolve()));

  it('wait for a folder to be chosen, and follow the choice', async () => {
    app = await trainingApp(classifier({ data: { source: 'folder', path: '' } }), stripes());
    expect(await app.training.loadData()).toBeNull();
    expect(app.data.getState().state).toBe('empty');
    const ready = loaded();
    app.documents.dispatch('Data', {
      type: 'setTraining',
      settings: { data: { source: 'folder', path: '/pictures' } },
    });
    await ready;
    expect(app.data.getState()).toMatchObject({ state: 'ready', ref: { path: '/pictures' } });
  });

  it('are not read before a screen wants them', async () => {
    app = await trainingApp(classifier(), stripes());
    app.documents.dispatch('Data', {
      type: 'setTraining',
      settings: { data: { source: 'folder', path: '/pictures' } },
    });
    expect(app.data.getState().state).toBe('empty');
    expect(await app.training.loadData()).not.toBeNull();
    expect(app.data.getState()).toMatchObject({ state: 'ready', ref: { path: '/pictures' } });
  });
});

describe('another document', () => {
  it('takes the old one’s session from the screen', async () => {
    app = await trainingApp(classifier({ epochs: 5000 }), stripes());
    await app.training.start();
    await app.until(({ session }) => session.state === 'running');
    app.documents.open(classifier(), { id: 'other', path: null, saved: false });
    expect(app.session.getState()).toMatchObject({ session: { state: 'idle' }, maps: {}, probes: [] });
    expect(await app.training.start()).toBeNull();
    await app.until(over);
  });
});

describe('the learning-rate finder', () => {
  it('tries what would be trained, and does not wait for a measurement that nobody asked for', async () => {
    app = await trainingApp(classifier(), stripes());
    const { training } = app;
    const [opened, { analysis }] = [await training.loadData(), app.analyses.getState()];
    const { document } = app.documents.getState();
    const network = compiledNetwork(document.graph, analysis);
    if (!opened || !network) throw new Error('the document compiles');
    const measuring = training.forecaster.measure(workOf(network, document.training, opened, document, analysis));
    const told: number[] = [];
    const handle = await training.findRate({ lowest: 1e-5, highest: 1e-3, steps: 5 }, (done) => told.push(done));
    const finding = await handle?.result;
    await measuring;
    expect(finding?.points.map(({ rate }) => Number(rate.toPrecision(3)))).toEqual([
      1e-5, 3.16e-5, 1e-4, 3.16e-4, 1e-3,
    ]);
    expect(told.at(-1)).toBe(1);
    expect(training.forecaster.getState().failed).toBeNull();
  });

  it('goes where the problem is when the network cannot be trained', async () => {
    const document = classifier();
    app = await trainingApp({ ...document, graph: { ...document.graph, edges: {} } }, stripes());
    expect(await app.training.findRate({ lowest: 1e-5, highest: 1, steps: 5 }, () => undefined)).toBeNull();
    expect(app.ui.getState().step).toBe('define');
  });
});
