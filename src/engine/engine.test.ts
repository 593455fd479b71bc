import { afterAll, describe, expect, test } from 'vitest';
import { createEngine } from './client.ts';
import { labelsOf } from './data/dataset.ts';
import { bytesOf } from './data/testing/contents.ts';
import { createNodeEngine, spawnThread } from './node/engine.ts';
import type { WorkerPort } from './port.ts';
import type { EngineEvent, Snapshot } from './protocol.ts';
import { stripes } from './testing/datasets.ts';
import { lenet, networkOf } from './testing/networks.ts';
import { complete, requestOf, smallNetwork } from './testing/runs.ts';
import { createSameThreadEngine } from './testing/same-thread.ts';

const engine = createSameThreadEngine();
const threads = createNodeEngine();
afterAll(() => {
  engine.destroy();
  threads.destroy();
});

const weightsOf = (snapshot: Snapshot | null): number[] =>
  (snapshot?.weights ?? []).flatMap((weight) => [...weight.values]);

const ofType = <T extends EngineEvent['type']>(events: readonly EngineEvent[], type: T) =>
  events.filter((event): event is Extract<EngineEvent, { type: T }> => event.type === type);

describe('training', () => {
  test('a small network learns its images by heart, and nothing is left behind', async () => {
    const { outcome, events } = await complete(threads, requestOf({}, { epochs: 30 }));
    expect(outcome.reason).toBe('completed');
    expect(outcome.leakedTensors).toBe(0);
    const last = ofType(events, 'epoch').at(-1)?.report;
    expect(last?.epoch).toBe(30);
    expect(last?.valAccuracy).toBe(1);
    expect(last?.valLoss).toBeLessThan(0.05);
    expect(outcome.best?.weights.map((weight) => weight.name)).toEqual([
      'conv/kernel',
      'conv/bias',
      'bn/gamma',
      'bn/beta',
      'bn/moving_mean',
      'bn/moving_variance',
      'out/kernel',
      'out/bias',
    ]);
  });

  test('the same seed gives the same curve, another seed another', async () => {
    const first = await complete(engine, requestOf());
    const second = await complete(engine, requestOf({ runId: 'again' }));
    const other = await complete(engine, requestOf({ runId: 'other' }, { seed: 6 }));
    expect(second.losses).toEqual(first.losses);
    expect(weightsOf(second.outcome.last)).toEqual(weightsOf(first.outcome.last));
    expect(other.losses).not.toEqual(first.losses);
  });

  test.each(['sgd', 'momentum', 'rmsprop', 'adam', 'adamw'] as const)('%s lowers the loss', async (optimizer) => {
    const learningRate = { sgd: 0.3, momentum: 0.03, rmsprop: 0.01, adam: 0.01, adamw: 0.01 }[optimizer];
    const { losses, outcome } = await complete(engine, requestOf({}, { optimizer, learningRate, epochs: 12 }));
    expect(outcome.reason).toBe('completed');
    expect(losses.at(-1)).toBeLessThan(0.5 * (losses[1] ?? 0));
  });

  test('two classes can end in one sigmoid, and in a mean squared error', async () => {
    const network = networkOf(
      [8, 8, 1],
      [{ class: 'Flatten' }, { class: 'Dense', config: { units: 1, activation: 'sigmoid' } }],
    );
    const dataset = stripes({ classes: 2 });
    for (const loss of ['binaryCrossentropy', 'meanSquaredError'] as const) {
      const { events, outcome } = await complete(engine, requestOf({ network, dataset }, { loss, epochs: 20 }));
      expect(outcome.reason).toBe('completed');
      expect(ofType(events, 'epoch').at(-1)?.report.accuracy).toBe(1);
    }
  });

  test('a last batch that is not full counts each image once', async () => {
    // 50 images in batches of 16: 4 steps, the last with 2 images and 14 that only fill it up.
    const dataset = stripes({ train: 50, validation: 7 });
    const { events } = await complete(
      engine,
      requestOf({ dataset }, { epochs: 1, batchSize: 16, metrics: ['accuracy', 'top2Accuracy', 'meanAbsoluteError'] }),
    );
    const report = ofType(events, 'epoch')[0]?.report;
    expect(ofType(events, 'batch').at(-1)?.report).toMatchObject({ step: 4, stepsPerEpoch: 4, totalSteps: 4 });
    expect(((report?.accuracy ?? 0) * 50) % 1).toBeCloseTo(0, 9);
    expect(((report?.valAccuracy ?? 0) * 7) % 1).toBeCloseTo(0, 9);
    expect(Object.keys(report?.extra ?? {}).sort()).toEqual([
      'meanAbsoluteError',
      'top2Accuracy',
      'valMeanAbsoluteError',
      'valTop2Accuracy',
    ]);
  });
});

describe('commands', () => {
  test('pause, one step, probe, resume and stop', async () => {
    const seen: string[] = [];
    let paused = 0;
    const { events, outcome } = await complete(engine, requestOf({}, { epochs: 10_000 }), (event, run) => {
      if (event.type === 'batch') seen.push(`batch ${event.report.totalSteps}`);
      if (event.type === 'maps') seen.push('maps');
      if (event.type === 'state') seen.push(event.state);
      if (event.type === 'epoch' && event.report.epoch === 2) void run.pause();
      if (event.type !== 'state' || event.state !== 'paused') return;
      paused++;
      if (paused === 1) void run.step();
      if (paused === 2) void run.setProbe({ split: 'test', index: 0 }).then(() => run.resume().then(() => run.stop()));
    });
    expect(outcome.reason).toBe('stopped');
    expect(outcome.leakedTensors).toBe(0);
    const [first, second] = ofType(events, 'state').filter((event) => event.state === 'paused');
    expect(first && second).toBeTruthy();
    const place = (event: EngineEvent | undefined): number => (event === undefined ? -1 : events.indexOf(event));
    const steps = ofType(events.slice(place(first), place(second)), 'batch');
    expect(steps).toHaveLength(1);
    expect(seen).toContain('maps');
    expect(outcome.last?.step).toBeGreaterThan(12);
  });

  test('stopping at once, before the worker is up', async () => {
    const { outcome } = await new Promise<{ outcome: { reason: string } }>((resolve) => {
      const run = threads.train(requestOf({ runId: 'early' }, { epochs: 10_000 }), (event) => {
        if (event.type === 'finished') resolve(event);
      });
      void run.stop();
    });
    expect(outcome.reason).toBe('stopped');
  });

  test('maps are sent for every node, bytes of at most 32×32', async () => {
    const probe = { split: 'test', index: 3 } as const;
    const dataset = stripes({ classes: 10, imageShape: [28, 28, 1] });
    const { events } = await complete(engine, requestOf({ network: lenet(), dataset, probe }, { epochs: 1 }));
    const network = lenet();
    const [first] = ofType(events, 'maps');
    expect(Object.keys(first?.layers ?? {}).sort()).toEqual(Object.values(network.nodeIds).sort());
    for (const maps of Object.values(first?.layers ?? {})) {
      expect(maps.maps.length).toBeLessThanOrEqual(4);
      expect(Math.max(maps.width, maps.height)).toBeLessThanOrEqual(64);
      for (const map of maps.maps) expect(map).toHaveLength(maps.width * maps.height);
    }
    expect(first?.layers['node-conv2d_1']).toMatchObject({ width: 28, height: 28, channels: 6 });
    const input = first?.layers['node-input']?.maps[0];
    expect(Math.max(...(input ?? []))).toBe(255);
  });
});

describe('resuming', () => {
  test('from a snapshot taken within an epoch the curve is that of an unbroken run', async () => {
    const dataset = stripes({ train: 640 });
    const whole = await complete(engine, requestOf({ dataset }, { epochs: 3 }));
    const cut = await complete(engine, requestOf({ runId: 'cut', dataset }, { epochs: 3 }), (event, run) => {
      if (event.type === 'batch' && event.report.epoch === 2) void run.stop();
    });
    const snapshot = cut.outcome.last;
    expect(cut.losses).toHaveLength(2);
    expect(snapshot?.partial?.stepInEpoch).toBeGreaterThan(0);
    if (snapshot === null) return;
    const rest = await complete(engine, requestOf({ runId: 'rest', dataset, snapshot }, { epochs: 3 }));
    expect([...cut.losses, ...rest.losses]).toEqual(whole.losses);
    expect(weightsOf(rest.outcome.last)).toEqual(weightsOf(whole.outcome.last));
  });

  test('a worker that dies is replaced, and the curve is that of an unbroken run', async () => {
    const whole = await complete(engine, requestOf({}, { epochs: 6 }));
    const workers: { port: WorkerPort; die: (reason: string) => void }[] = [];
    const mortal = createEngine({
      spawn: () => {
        const port = spawnThread();
        const worker = { port, die: (_: string) => {} };
        workers.push(worker);
        return {
          ...port,
          onDeath: (listener) => {
            worker.die = listener;
            port.onDeath(listener);
          },
        };
      },
    });
    const broken = await complete(mortal, requestOf({ runId: 'broken' }, { epochs: 6 }), (event) => {
      if (event.type !== 'epoch' || event.report.epoch !== 3 || workers.length > 1) return;
      const [worker] = workers;
      worker?.port.terminate();
      worker?.die('killed by the test');
    });
    mortal.destroy();
    expect(workers).toHaveLength(2);
    const [recovered] = ofType(broken.events, 'recovered');
    expect(recovered).toMatchObject({ reason: 'killed by the test', fromStep: 18, device: { backend: 'wasm' } });
    expect(broken.outcome.reason).toBe('completed');
    expect(broken.losses).toEqual(whole.losses);
  });

  test('a second death in a row goes to a safer backend, a third ends the run with what is left', async () => {
    let started = 0;
    const doomed = createEngine({
      spawn: () => {
        started++;
        return {
          post: () => {},
          onMessage: () => {},
          onDeath: (listener) => setTimeout(() => listener('gone'), 0),
          terminate: () => {},
        };
      },
    });
    const { outcome } = await complete(doomed, requestOf());
    doomed.destroy();
    expect(outcome).toMatchObject({ reason: 'failed', failure: { code: 'worker-died', message: 'gone' } });
    // wasm, wasm again, cpu.
    expect(started).toBe(3);
  });
});

describe('failures', () => {
  test('a loss that is not a number stops the run with the last good weights', async () => {
    const network = networkOf([8, 8, 1], [{ class: 'Flatten' }, { class: 'Dense', config: { units: 4 } }]);
    const settings = { loss: 'meanSquaredError', optimizer: 'sgd', learningRate: 1e6, epochs: 20 } as const;
    const { outcome } = await complete(engine, requestOf({ network }, settings));
    expect(outcome).toMatchObject({ reason: 'failed', failure: { code: 'diverged' }, leakedTensors: 0 });
    const weights = weightsOf(outcome.last);
    expect(weights.length).toBeGreaterThan(0);
    expect(weights.every(Number.isFinite)).toBe(true);
  });

  const refusals = [
    [
      'a layer it does not have',
      requestOf({ network: networkOf([8, 8, 1], [{ class: 'Conv3D', name: 'three' }]) }),
      { code: 'unsupported-layer', nodeId: 'node-three' },
    ],
    [
      'a regulariser of somebody else’s',
      requestOf({
        network: networkOf(
          [8],
          [{ class: 'Dense', name: 'd', config: { units: 2, kernel_regularizer: { class_name: 'Mine', config: {} } } }],
        ),
      }),
      { code: 'unsupported-layer', nodeId: 'node-d' },
    ],
    ['too few outputs', requestOf({ network: smallNetwork(3) }), { code: 'output-mismatch', nodeId: 'node-out' }],
    ['other images', requestOf({ network: lenet() }), { code: 'data-mismatch', nodeId: 'node-input' }],
    [
      'nothing to train',
      requestOf({
        network: networkOf([8, 8, 1], [{ class: 'GlobalMaxPooling2D' }, { class: 'Softmax' }]),
        dataset: stripes({ classes: 1 }),
      }),
      { code: 'unsupported-layer' },
    ],
    [
      'more memory than there is',
      requestOf({
        network: networkOf(
          [8, 8, 1],
          [
            { class: 'Flatten' },
            { class: 'Dense', config: { units: 20_000_000 } },
            { class: 'Dense', config: { units: 4, activation: 'softmax' } },
          ],
        ),
      }),
      { code: 'out-of-memory' },
    ],
    ['a backend this machine lacks', requestOf({ backend: 'webgl' }), { code: 'no-backend' }],
  ] as const;

  test.each(refusals)('refuses %s', async (_, request, failure) => {
    const { outcome } = await complete(engine, request);
    expect(outcome).toMatchObject({ reason: 'failed', failure, last: null });
  });
});

describe('answers', () => {
  test('evaluation and prediction agree with each other and with the figures of the run', async () => {
    const dataset = stripes({ train: 64, validation: 20, test: 20 });
    const { outcome, events } = await complete(engine, requestOf({ dataset }, { epochs: 2, learningRate: 0.003 }));
    const { network, settings } = requestOf();
    const weights = outcome.last?.weights ?? [];
    const common = { network, weights, dataset, backend: 'wasm', batchSize: 8, loss: settings.loss } as const;
    const figures = await engine.evaluate({ ...common, split: 'validation' });
    const report = ofType(events, 'epoch').at(-1)?.report;
    expect(figures.loss).toBeCloseTo(report?.valLoss ?? Number.NaN, 5);
    if (figures.task !== 'oneLabel') throw new Error(`evaluated as ${figures.task}`);
    expect(figures.accuracy).toBeCloseTo(report?.valAccuracy ?? Number.NaN, 9);
    expect(figures.confusion.flat().reduce((sum, n) => sum + n, 0)).toBe(20);
    expect(figures.mistakes).toHaveLength(20 - Math.round(figures.accuracy * 20));

    const { count } = dataset.splits.validation;
    const labels = labelsOf(dataset.splits.validation);
    const images = Float32Array.from(bytesOf(dataset, 'validation'), (byte) => byte / 255);
    const { probabilities, layers } = await engine.predict({
      network,
      weights,
      images,
      count,
      backend: 'wasm',
      withMaps: true,
    });
    const hits = probabilities.filter((row, i) => row.indexOf(Math.max(...row)) === labels[i]).length;
    expect(hits / count).toBeCloseTo(figures.accuracy, 9);
    expect(layers['node-conv']).toMatchObject({ width: 6, height: 6, channels: 4 });
  });

  test('the backends of this machine, best first, asked while others are used', async () => {
    const { network } = requestOf();
    const { events, outcome } = await complete(threads, requestOf({}, { epochs: 1 }));
    expect(ofType(events, 'started')[0]?.device.backend).toBe('wasm');
    const question = { network, weights: outcome.last?.weights ?? [], images: new Float32Array(64), count: 1 };
    const onCpu = threads.predict({ ...question, backend: 'cpu', withMaps: false });
    const onWasm = threads.predict({ ...question, backend: 'wasm', withMaps: false });
    const { usable, refused } = await threads.backends();
    const [cpu, wasm] = [await onCpu, await onWasm];
    expect([cpu.device.backend, wasm.device.backend]).toEqual(['cpu', 'wasm']);
    cpu.probabilities[0]?.forEach((p, i) => {
      expect(wasm.probabilities[0]?.[i]).toBeCloseTo(p, 5);
    });
    expect(usable.map((device) => device.backend)).toEqual(['wasm', 'cpu']);
    expect(usable[0]?.device).toMatch(/thread/);
    expect(refused).toEqual([]);
  });
});
