import * as tf from '@tensorflow/tfjs-core';
import type { StartedBackend } from '../backends/backend.ts';
import type { Profile } from '../protocol.ts';

export interface Timed {
  /** Of one run. */
  readonly milliseconds: number;
  /** Of the last run; the caller's to dispose. */
  readonly output: tf.Tensor;
}

/** Times what makes a tensor by running it several times in a row. */
export interface Clock {
  readonly kind: Profile['clock'];
  time(run: () => tf.Tensor, times: number): Promise<Timed>;
  /** How often to run what took this long, for the clock's own grain, or one read, to be a small part of the whole. */
  timesFor(milliseconds: number): number;
}

/**
 * How long a burst should take and its most runs. A page's clock moves in steps of up to 0.1 ms; a graphics device's
 * answer takes about a millisecond to come back.
 */
const bursts = { synchronous: { least: 2, most: 256 }, read: { least: 20, most: 64 } } as const;

/** On wasm and cpu a call returns when it is computed; a graphics device is done when a value can be read back. */
export function clockOf(backend: StartedBackend): Clock {
  const { backend: name } = backend.device;
  const kind = name === 'webgl' || name === 'webgpu' ? 'read' : 'synchronous';
  const { least, most } = bursts[kind];
  return {
    kind,
    async time(run, times) {
      const start = performance.now();
      let output = run();
      try {
        for (let i = 1; i < times; i++) {
          output.dispose();
          output = run();
        }
        if (kind === 'read') await settle(output, backend);
      } catch (error) {
        if (!output.isDisposed) output.dispose();
        throw error;
      }
      return { milliseconds: (performance.now() - start) / times, output };
    },
    timesFor: (milliseconds) => Math.max(1, Math.min(most, Math.ceil(least / Math.max(milliseconds, least / most)))),
  };
}

/** Resolves when the device has computed `output`: it takes its work in order, so one value will tell. */
async function settle(output: tf.Tensor, backend: StartedBackend): Promise<void> {
  const one = tf.tidy(() => tf.slice(tf.reshape(output, [-1]), [0], [1]));
  try {
    await backend.read(one);
  } finally {
    one.dispose();
  }
}
