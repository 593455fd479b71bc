import { afterEach, describe, expect, it } from 'vitest';
import { network } from '../../src/core/build/network.ts';
import type { StrideDocument, TrainingSettings } from '../../src/core/document/schema.ts';
import { stripes } from '../../src/engine/testing/datasets.ts';
import { readProject, writeProject } from '../../src/host/project-file.ts';
import { trainingApp } from './testing/app.ts';

type App = Awaited<ReturnType<typeof trainingApp>>;
let app: App;
afterEach(() => app.close());

function classifier(
  settings: Partial<TrainingSettings> = {},
  activation: 'softmax' | 'linear' = 'softmax',
): StrideDocument {
  const net = network('stripes');
  net.dense(net.flatten(net.input([8, 8, 1])), { units: 4, activation }, 'out');
  return net.document({ learningRate: 0.01, epochs: 1, batchSize: 16, validationShare: 0.25, ...settings });
}

const set = (settings: Partial<TrainingSettings>) =>
  app.documents.dispatch('Settings', { type: 'setTraining', settings });
const rates = () => app.training.queue.getState().waiting.map(({ settings }) => settings.learningRate);
const runs = () => app.runs.getState().records;
const allOver = (count: number) =>
  app.until(({ session: { state } }) => runs().length === count && (state === 'finished' || state === 'failed'));
/** Puts runs with these rates into the queue. */
const enqueue = async (...learningRates: readonly number[]) => {
  for (const learningRate of learningRates) {
    set({ learningRate });
    expect(await app.training.enqueue()).toBeNull();
  }
};

describe('the queue', () => {
  it('trains one run after the other, each with the settings it was put there with', async () => {
    app = await trainingApp(classifier({ epochs: 3 }), stripes());
    await app.training.start();
    await enqueue(0.1, 0.2, 0.3);
    set({ learningRate: 0.9 });
    await allOver(4);
    expect(runs().map(({ settings, state }) => [settings.learningRate, state])).toEqual([
      [0.01, 'completed'],
      [0.1, 'completed'],
      [0.2, 'completed'],
      [0.3, 'completed'],
    ]);
    expect(rates()).toEqual([]);
  });

  it('can be put in another order, and runs taken out', async () => {
    app = await trainingApp(classifier({ epochs: 500 }), stripes());
    await app.training.start();
    await enqueue(0.1, 0.2, 0.3, 0.4);
    const [first, second, , last] = app.training.queue.getState().waiting;
    app.training.queue.move(last?.id ?? '', -3);
    expect(rates()).toEqual([0.4, 0.1, 0.2, 0.3]);
    app.training.queue.move(first?.id ?? '', 9);
    expect(rates()).toEqual([0.4, 0.2, 0.3, 0.1]);
    app.training.queue.remove(second?.id ?? '');
    expect(rates()).toEqual([0.4, 0.3, 0.1]);
  });

  const diverging = { loss: 'meanSquaredError', optimizer: 'sgd', learningRate: 1e6 } as const;

  it('goes on after a run that failed, or waits until it is let go on', async () => {
    app = await trainingApp(classifier({ ...diverging, epochs: 20 }, 'linear'), stripes());
    app.training.queue.setStopAtFailure(true);
    await app.training.start();
    await enqueue(0.001);
    await allOver(1);
    expect(runs()[0]?.state).toBe('failed');
    expect(app.training.queue.getState()).toMatchObject({ held: 'failure', stopAtFailure: true });
    expect(rates()).toEqual([0.001]);
    app.training.queue.goOn();
    await allOver(2);
    expect(runs()[1]?.state).toBe('completed');
    app.training.queue.setStopAtFailure(false);
    set(diverging);
    await app.training.start();
    await enqueue(0.002);
    await allOver(4);
    expect(runs().map(({ state }) => state)).toEqual(['failed', 'completed', 'failed', 'completed']);
  });

  it('waits in the project for the next window, and for the user', async () => {
    app = await trainingApp(classifier({ epochs: 500 }), stripes());
    await app.training.start();
    await enqueue(0.1, 0.2);
    await app.until(({ session }) => session.state === 'running');
    const { records, waiting } = app.runs.getState();
    const document = app.documents.getState().document;
    const left = readProject(writeProject({ document, runs: records, best: null, waiting }));
    if (!left.ok) throw new Error(left.error.message);
    const at = app.crash();

    app = await trainingApp(classifier({ epochs: 500 }), stripes(), at);
    app.runs.load(left.value.runs, {}, left.value.waiting);
    app.documents.open(left.value.document, { id: 'again', path: null, saved: true });
    expect(rates()).toEqual([0.1, 0.2]);
    expect(app.training.queue.getState().held).toBe('left');
    expect(app.runs.getState().reopened).toEqual({ cutOff: runs()[0]?.id });
    // Another run that ends lets none of them begin.
    set({ epochs: 1, learningRate: 0.5 });
    await app.training.start();
    await allOver(2);
    expect(runs()).toHaveLength(2);
    app.training.queue.goOn();
    await app.until(({ session }) => runs().length === 3 && session.state === 'running');
    expect(runs()[2]?.settings).toMatchObject({ learningRate: 0.1, epochs: 500 });
    expect(rates()).toEqual([0.2]);
  });

  it('begins none while the project is being left', async () => {
    app = await trainingApp(classifier({ epochs: 500 }), stripes());
    await app.training.start();
    await enqueue(0.1);
    app.training.leave();
    await allOver(1);
    expect(rates()).toEqual([0.1]);
    expect(app.runs.getState().waiting.queue).toHaveLength(1);
  });

  it('takes what cannot be trained no more than Start does, and is empty for another document', async () => {
    const document = classifier({ epochs: 500 });
    app = await trainingApp(document, stripes());
    await app.training.start();
    await enqueue(0.1);
    app.runs.load([], {});
    app.documents.open({ ...document, graph: { ...document.graph, edges: {} } }, { id: 'b', path: null, saved: true });
    expect(rates()).toEqual([]);
    expect(await app.training.enqueue()).toBe('graph');
  });
});
