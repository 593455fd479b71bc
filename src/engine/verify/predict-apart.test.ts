import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeTfjsModel } from '../../core/interop/tfjs/write.ts';
import type { MessageEnd, WorkerPort } from '../port.ts';
import { networkOf } from '../testing/networks.ts';
import { openPlain } from './plain-model.ts';
import { predictApart, runtimeLimits } from './predict-apart.ts';
import { serveRuntime } from './serve-runtime.ts';

/** A worker in the test's own thread, which only the engine's absence makes a fair one; `ended` tells if it was. */
function startHere(serve: (end: MessageEnd) => void) {
  let toOwner: (message: unknown) => void = () => {};
  let toWorker: (message: unknown) => void = () => {};
  const state = { ended: false };
  serve({
    post: (message) => setImmediate(() => toOwner(structuredClone(message))),
    onMessage: (listener) => {
      toWorker = listener;
    },
  });
  const port: WorkerPort = {
    post: (message, transfer) => toWorker(structuredClone(message, { transfer: [...transfer] })),
    onMessage: (listener) => {
      toOwner = listener;
    },
    onDeath: () => {},
    terminate: () => {
      state.ended = true;
    },
  };
  return { port, state };
}

/** `2a + 3b + 1`. */
function sumFiles() {
  const network = networkOf([2], [{ class: 'Dense', name: 'fc', config: { units: 1, activation: 'linear' } }]);
  const written = writeTfjsModel(network, [
    { name: 'fc/kernel', shape: [2, 1], values: new Float32Array([2, 3]) },
    { name: 'fc/bias', shape: [1], values: new Float32Array([1]) },
  ]);
  if (!written.ok) throw new Error('a Dense layer can be written');
  return written.value;
}

const images = [new Float32Array([1, 2]), new Float32Array([0, -1])];
const servePlain = (end: MessageEnd) => serveRuntime(end, openPlain);
const forever = new AbortController().signal;

beforeAll(() => {
  tf.env().set('PROD', true);
});

describe('predictApart', () => {
  it('gives what plain tfjs computes, and ends the worker', async () => {
    const { port, state } = startHere(servePlain);
    const outcome = await predictApart(() => port, { files: sumFiles(), images }, forever);
    expect(outcome).toEqual({ outcome: 'predicted', outputs: [new Float32Array([9]), new Float32Array([-2])] });
    expect(state.ended).toBe(true);
  });

  it('says what tfjs says of files that it cannot open', async () => {
    const files = sumFiles().filter(({ path }) => path === 'model.json');
    const { port } = startHere(servePlain);
    const outcome = await predictApart(() => port, { files, images }, forever);
    expect(outcome).toEqual({ outcome: 'failed', message: expect.stringContaining('should have 2 values') });
  });

  it('says what tfjs says of a layer that it does not have', async () => {
    const files = sumFiles().map(({ path, bytes }) => {
      const text = new TextDecoder().decode(bytes).replace('"Dense"', '"Denser"');
      return { path, bytes: path === 'model.json' ? new TextEncoder().encode(text) : bytes };
    });
    const { port } = startHere(servePlain);
    const outcome = await predictApart(() => port, { files, images }, forever);
    expect(outcome).toEqual({ outcome: 'failed', message: expect.stringContaining('Denser') });
  });

  it('does not start with files beyond the limit', async () => {
    const files = sumFiles();
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    const start = () => {
      throw new Error('started');
    };
    const limits = { ...runtimeLimits, bytes: bytes - 1 };
    expect(await predictApart(start, { files, images }, forever, limits)).toEqual({ outcome: 'tooLarge', bytes });
  });

  it('stops when the time is up, with what there is by then', async () => {
    const silent = startHere((end) => end.onMessage(() => {}));
    const limits = { ...runtimeLimits, milliseconds: 1 };
    expect(await predictApart(() => silent.port, { files: sumFiles(), images }, forever, limits)).toEqual({
      outcome: 'tooSlow',
    });
    expect(silent.state.ended).toBe(true);
    const slow = startHere((end) =>
      end.onMessage(() => end.post({ type: 'output', values: new Float32Array([9]) }, [])),
    );
    const unhurried = { ...runtimeLimits, milliseconds: 500 };
    expect(await predictApart(() => slow.port, { files: sumFiles(), images }, forever, unhurried)).toEqual({
      outcome: 'predicted',
      outputs: [new Float32Array([9])],
    });
  });

  it('is called off by its signal', async () => {
    const { port, state } = startHere((end) => end.onMessage(() => {}));
    const calling = new AbortController();
    const checking = predictApart(() => port, { files: sumFiles(), images }, calling.signal);
    calling.abort(new Error('closed'));
    await expect(checking).rejects.toThrow('closed');
    expect(state.ended).toBe(true);
  });
});
