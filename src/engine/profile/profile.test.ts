import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CompiledNetwork } from '../../core/compile/topology.ts';
import type { StartedBackend } from '../backends/backend.ts';
import { failureOf } from '../failure.ts';
import { createNodeEngine } from '../node/engine.ts';
import type { ProfileRequest } from '../protocol.ts';
import { nodePlatform, startForTest } from '../testing/backends.ts';
import { networksOf, trainedKinds } from '../testing/kind-networks.ts';
import { lenet, networkOf } from '../testing/networks.ts';
import { requestOf, settingsOf, smallNetwork } from '../testing/runs.ts';
import { type Limits, profile } from './profile.ts';

const { breathe } = nodePlatform;
const never = new AbortController().signal;
/** As few rounds as give a median. */
const few = { enough: 0, least: 3, tooLong: 1000, most: 3 };
const limits: Limits = { forward: few, backward: few, slowest: 60_000, slowestBackward: 60_000 };
const quiet = { breathe, signal: never, limits };
/** On a busy machine three rounds may all be disturbed. */
const many = { enough: 0, least: 11, tooLong: 20_000, most: 11 };
const more = { ...quiet, limits: { ...limits, forward: many, backward: many } };

const request = (changes: Partial<ProfileRequest> = {}): ProfileRequest => ({
  network: smallNetwork(),
  batchSize: 8,
  backend: 'wasm',
  ...changes,
});

const failureIn = (rejected: Promise<unknown>) =>
  rejected.then(
    () => null,
    (error: unknown) => failureOf(error),
  );

/** A small and a large convolution, 144 and 36,864 multiply-accumulates a pixel, with the same output rows and columns. */
const unequal = (): CompiledNetwork =>
  networkOf(
    [8, 8, 4],
    [
      { class: 'Conv2D', name: 'small', config: { filters: 4, kernel_size: [3, 3], padding: 'same' } },
      { class: 'Conv2D', name: 'wide', config: { filters: 64, kernel_size: [1, 1], padding: 'same' } },
      { class: 'Conv2D', name: 'large', config: { filters: 64, kernel_size: [3, 3], padding: 'same' } },
      { class: 'GlobalAveragePooling2D', name: 'pool' },
      { class: 'Dense', name: 'out', config: { units: 3, activation: 'softmax' } },
    ],
  );

describe.each(['wasm', 'cpu'] as const)('a profile on %s', (name) => {
  let backend: StartedBackend;
  beforeAll(async () => {
    backend = await startForTest(name);
  });

  test('has each layer once, of both directions those that have a gradient, and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    const found = await profile(request(), backend, quiet);
    expect(Object.keys(found.layers)).toEqual(
      ['conv', 'bn', 'relu', 'pool', 'flat', 'drop', 'out'].map((layer) => `node-${layer}`),
    );
    expect(Object.keys(found.backward ?? {})).toEqual(Object.keys(found.layers));
    expect(found).toMatchObject({ device: { backend: name }, batchSize: 8, clock: 'synchronous' });
    expect(found.repetitions).toBeGreaterThanOrEqual(3);
    for (const milliseconds of [...Object.values(found.layers), ...Object.values(found.backward ?? {})])
      expect(milliseconds).toBeGreaterThan(0);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('tells a layer of 256 times the work from a small one, forth and back', async () => {
    // So much that what disturbs a short call is little beside it.
    const batchSize = name === 'wasm' ? 16 : 2;
    const { layers, backward } = await profile(request({ network: unequal(), batchSize }), backend, more);
    const { 'node-small': small = 0, 'node-large': large = 0 } = layers;
    expect(large).toBeGreaterThan(small);
    expect(backward?.['node-large']).toBeGreaterThan(backward?.['node-small'] ?? Number.POSITIVE_INFINITY);
  });

  test('its layers together take of the order of what the network does as a whole', async () => {
    const { layers, wholeMilliseconds } = await profile(request({ network: unequal(), batchSize: 2 }), backend, more);
    const together = Object.values(layers).reduce((total, milliseconds) => total + milliseconds, 0);
    expect(together / wholeMilliseconds).toBeGreaterThan(0.1);
    expect(together / wholeMilliseconds).toBeLessThan(10);
  });

  test.each([1, 4, 9, 20, 40])('cancelled after %i layers it times no other, and leaves no tensor', async (after) => {
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    let layers = 0;
    const counted = () => {
      if (++layers === after) controller.abort();
      return breathe();
    };
    const failure = await failureIn(
      profile(request(), backend, { ...quiet, breathe: counted, signal: controller.signal }),
    );
    expect(failure?.code).toBe('cancelled');
    expect(layers).toBe(after);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is refused before any tensor is made when it does not fit', async () => {
    const before = tf.memory().numTensors;
    const small = { ...backend, budget: { bytes: 1000, tensorValues: null } };
    expect((await failureIn(profile(request(), small, quiet)))?.code).toBe('out-of-memory');
    const narrow = { ...backend, budget: { bytes: null, tensorValues: 100 } };
    expect(await failureIn(profile(request(), narrow, quiet))).toMatchObject({ code: 'out-of-memory' });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('tells how far it is, from the start to the end and never back', async () => {
    const told: number[] = [];
    await profile(request(), backend, { ...quiet, tell: (done) => told.push(done) });
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.length).toBeGreaterThan(5);
    expect(told.at(0)).toBeLessThan(0.2);
    expect(told.at(-1)).toBeGreaterThan(0.8);
    expect(told.at(-1)).toBeLessThanOrEqual(1);
  });
});

describe('a profile of', () => {
  let backend: StartedBackend;
  beforeAll(async () => {
    backend = await startForTest('wasm');
  });

  test('branches that meet, an input read twice and several outputs', async () => {
    const network = networkOf(
      [6],
      [
        { class: 'Dense', name: 'a', config: { units: 4 } },
        { class: 'Dense', name: 'b', from: ['input'], config: { units: 4 } },
        { class: 'Add', name: 'twice', from: ['a', 'a'] },
        { class: 'Add', name: 'sum', from: ['twice', 'b'] },
      ],
    );
    const { config } = network.topology;
    const output_layers = [['b', 0, 0] as const, ['sum', 0, 0] as const];
    const two = { ...network, topology: { ...network.topology, config: { ...config, output_layers } } };
    const before = tf.memory().numTensors;
    const found = await profile(request({ network: two }), backend, quiet);
    expect(Object.keys(found.layers).sort()).toEqual(['node-a', 'node-b', 'node-sum', 'node-twice']);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a layer that the engine cannot run says which and why', async () => {
    const network = networkOf([4], [{ class: 'NoSuchLayer', name: 'odd' }]);
    expect(await failureIn(profile(request({ network }), backend, quiet))).toMatchObject({
      code: 'unsupported-layer',
      nodeId: 'node-odd',
    });
  });
});

describe('every kind', () => {
  const one = { ...few, least: 1, most: 1 };
  test.each(trainedKinds)('%s has a time in both directions', async (kind) => {
    const backend = await startForTest('wasm');
    for (const { network, name } of networksOf(kind, 1)) {
      const before = tf.memory().numTensors;
      const found = await profile(request({ network, batchSize: 2 }), backend, {
        ...quiet,
        limits: { ...limits, forward: one, backward: one },
      });
      const nodes = Object.values(network.nodeIds).filter((id) => id !== 'in');
      expect(Object.keys(found.layers).sort(), name).toEqual(nodes.sort());
      expect(found.backward?.out, name).toBeGreaterThan(0);
      expect(tf.memory().numTensors, name).toBe(before);
    }
  });
});

test('one pass that takes too long ends it, and says what would help', async () => {
  const backend = await startForTest('wasm');
  const before = tf.memory().numTensors;
  const slow = { ...quiet, limits: { ...limits, slowest: 0 } };
  const failure = await failureIn(profile(request(), backend, slow));
  expect(failure?.message).toContain('A smaller batch takes less.');
  expect(tf.memory().numTensors).toBe(before);
  const noGradients = { ...quiet, limits: { ...limits, slowestBackward: 0 } };
  expect((await profile(request(), backend, noGradients)).backward).toBeNull();
});

test('layers that share weights are timed each on its own', async () => {
  const dense = (name: string) => ({ class: 'Dense', name, config: { units: 6 } });
  const plain = networkOf([6], [dense('first'), dense('second')]);
  const { config } = plain.topology;
  const layers = config.layers.map((layer) => (layer.name === 'second' ? { ...layer, shares_with: 'first' } : layer));
  const network = { ...plain, topology: { ...plain.topology, config: { ...config, layers } } };
  const found = await profile(request({ network }), await startForTest('wasm'), quiet);
  expect(Object.keys(found.layers)).toEqual(['node-first', 'node-second']);
  expect(Object.keys(found.backward ?? {})).toEqual(['node-first', 'node-second']);
});

describe('the engine', () => {
  const engine = createNodeEngine();
  afterAll(() => engine.destroy());

  test('profiles in a thread and tells how far it is; one at a time, with measurements', async () => {
    const told: number[] = [];
    const first = engine.profile(request({ network: lenet(), batchSize: 4 }), (done) => told.push(done));
    expect((await failureIn(engine.profile(request()).result))?.code).toBe('busy');
    const measured = engine.measure({ network: smallNetwork(), settings: settingsOf(), backend: 'wasm' });
    expect((await failureIn(measured.result))?.code).toBe('busy');
    const { layers } = await first.result;
    expect(Object.keys(layers)).toHaveLength(8);
    expect(told.length).toBeGreaterThan(1);
    const second = engine.profile(request());
    second.cancel();
    expect((await failureIn(second.result))?.code).toBe('cancelled');
  });

  test('does not profile during a run, and a run that starts ends a profile', async () => {
    const profiled = engine.profile(request());
    const outcome = new Promise<string | undefined>((resolve) => {
      const run = engine.train(requestOf({ runId: 'first' }, { epochs: 10_000 }), (event) => {
        if (event.type !== 'started') return;
        void failureIn(engine.profile(request()).result).then((failure) => {
          void run.stop();
          resolve(failure?.code);
        });
      });
    });
    expect((await failureIn(profiled.result))?.code).toBe('cancelled');
    expect(await outcome).toBe('busy');
  });
});
