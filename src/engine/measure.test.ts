import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StartedBackend } from './backends/backend.ts';
import { failureOf } from './failure.ts';
import { measure } from './measure.ts';
import { createNodeEngine } from './node/engine.ts';
import type { MeasureRequest } from './protocol.ts';
import { nodePlatform, startForTest } from './testing/backends.ts';
import { lenet, networkOf } from './testing/networks.ts';
import { requestOf, settingsOf, smallNetwork } from './testing/runs.ts';

const { breathe } = nodePlatform;
const never = new AbortController().signal;

const request = (changes: Partial<MeasureRequest> = {}): MeasureRequest => ({
  network: smallNetwork(),
  settings: settingsOf(),
  backend: 'wasm',
  ...changes,
});

const codeOf = (rejected: Promise<unknown>): Promise<string> =>
  rejected.then(
    () => 'done',
    (error: unknown) => failureOf(error).code,
  );

describe.each(['wasm', 'cpu'] as const)('a measurement on %s', (name) => {
  let backend: StartedBackend;
  beforeAll(async () => {
    backend = await startForTest(name);
  });

  test('times at least three steps beyond the warm-up, on every optimizer, and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    for (const optimizer of ['sgd', 'adam'] as const) {
      let steps = 0;
      const counted = () => {
        steps++;
        return breathe();
      };
      const settings = settingsOf({ optimizer, batchSize: 6 });
      const found = await measure(request({ settings }), backend, { breathe: counted, signal: never });
      expect(found).toMatchObject({ device: { backend: name }, batchSize: 6 });
      expect(found.steps).toBeGreaterThanOrEqual(3);
      // One or two to warm up.
      expect(steps - found.steps).toBeGreaterThanOrEqual(1);
      expect(steps - found.steps).toBeLessThanOrEqual(2);
      expect(found.secondsPerStep).toBeGreaterThan(0);
      expect(found.compileSeconds).toBeGreaterThanOrEqual(0);
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  test('takes networks of one sigmoid and of three outputs, whatever their loss', async () => {
    const ends = [
      [1, 'sigmoid', 'binaryCrossentropy'],
      [3, 'softmax', 'categoricalCrossentropy'],
      [3, 'linear', 'meanSquaredError'],
    ] as const;
    for (const [units, activation, loss] of ends) {
      const network = networkOf([4, 4, 1], [{ class: 'Flatten' }, { class: 'Dense', config: { units, activation } }]);
      const found = await measure(request({ network, settings: settingsOf({ loss }) }), backend, {
        breathe,
        signal: never,
      });
      expect(found.steps).toBeGreaterThanOrEqual(3);
    }
  });

  test.each([1, 2, 4])('cancelled after %i steps it does not begin another, and leaves no tensor', async (after) => {
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    let steps = 0;
    const counted = () => {
      if (++steps === after) controller.abort();
      return breathe();
    };
    const { signal } = controller;
    expect(await codeOf(measure(request(), backend, { breathe: counted, signal }))).toBe('cancelled');
    expect(steps).toBe(after);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is refused before any tensor is made when it does not fit', async () => {
    const before = tf.memory().numTensors;
    let steps = 0;
    const counted = () => {
      steps++;
      return breathe();
    };
    const small = { ...backend, budget: { bytes: 1000, tensorValues: null } };
    expect(await codeOf(measure(request(), small, { breathe: counted, signal: never }))).toBe('out-of-memory');
    expect(steps).toBe(0);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is refused for what cannot be trained', async () => {
    const untrainable = networkOf([4, 4, 1], [{ class: 'Flatten' }, { class: 'Softmax' }]);
    const surroundings = { breathe, signal: never };
    expect(await codeOf(measure(request({ network: untrainable }), backend, surroundings))).not.toBe('done');
    const linear = networkOf([8], [{ class: 'Dense', config: { units: 4 } }]);
    expect(await codeOf(measure(request({ network: linear }), backend, surroundings))).toBe('output-mismatch');
  });
});

describe('the engine', () => {
  const engine = createNodeEngine();
  afterAll(() => engine.destroy());

  test('measures in a thread, one at a time, and says what it took from the device', async () => {
    const first = engine.measure(request({ network: lenet() }));
    expect(await codeOf(engine.measure(request()).result)).toBe('busy');
    const found = await first.result;
    expect(found.steps).toBeGreaterThanOrEqual(3);
    // More than the weights of LeNet-5, 61,706 in float32.
    expect(found.peakBytes).toBeGreaterThan(4 * 61_706);
    const second = engine.measure(request());
    second.cancel();
    expect(await codeOf(second.result)).toBe('cancelled');
  });

  test('does not measure during a run, and a run that starts ends a measurement', async () => {
    const measured = engine.measure(request());
    const outcome = new Promise<string>((resolve) => {
      const run = engine.train(requestOf({ runId: 'first' }, { epochs: 10_000 }), (event) => {
        if (event.type === 'started') {
          void codeOf(engine.measure(request()).result).then((code) => {
            void run.stop();
            resolve(code);
          });
        }
      });
    });
    expect(await codeOf(measured.result)).toBe('cancelled');
    expect(await outcome).toBe('busy');
  });
});
