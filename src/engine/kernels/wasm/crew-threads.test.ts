import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { drawn } from '../../testing/plain-loops.ts';
import type { Crew } from './crew.ts';
import { alone, shareValues } from './crew.ts';
import type { HelperOrders } from './crew-helper.ts';
import { threadCrew } from './crew-threads.ts';
import { type Routines, startRoutines } from './routines.ts';

const threads: Worker[] = [];
afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.terminate()));
});

const spawn = (workerData: HelperOrders): Promise<void> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('../testing/crew-bootstrap.mjs', import.meta.url), { workerData });
    threads.push(thread);
    thread.once('message', () => resolve()).once('error', reject);
  });

async function started(lanes: number): Promise<{ memory: WebAssembly.Memory; run: Routines; crew: Crew }> {
  const memory = new WebAssembly.Memory({ initial: 64, maximum: 256, shared: true });
  const run = await startRoutines(memory);
  if (run === null) throw new Error('no SIMD here');
  return { memory, run, crew: lanes === 1 ? alone(run) : await threadCrew(lanes, memory, run, spawn) };
}

const [images, pixels, channels, filters] = [48, 64, 16, 24];
const [left, right, out, space] = [1024, 1024 * 1024, 2 * 1024 * 1024, 3 * 1024 * 1024];

/** Products of many images with one matrix, twice: what the first gives is what the second takes. */
async function products(lanes: number): Promise<Uint32Array> {
  const { memory, run, crew } = await started(lanes);
  new Float32Array(memory.buffer).set(drawn([images, pixels, channels], 1), left / 4);
  new Float32Array(memory.buffer).set(drawn([channels, filters], 2), right / 4);
  const bytes = Number(run.productScratch(filters, filters)) + 64;
  const each = pixels * channels * 4;
  const multiply = (): void =>
    crew.share(images, 1e9, (lane, from, end, number) => {
      for (let n = from; n < end; n++) {
        const [a, c] = [left + n * each, out + n * pixels * filters * 4];
        const steps = [channels * 4, 4, right, filters * 4, 4, c, filters * 4] as const;
        lane.product(a, ...steps, pixels, channels, filters, 0, 0, space + number * bytes);
      }
    });
  multiply();
  // The helper looks for work at once after a call, and has to be woken after a while.
  await new Promise((resolve) => setTimeout(resolve, 30));
  memory.grow(1);
  const count = (images * pixels * channels) / 2;
  shareValues(crew, count, 1e3, (lane, from, values) => {
    lane.reluGradient(left + from * 4, out + from * 4, left + from * 4, values);
  });
  multiply();
  return new Uint32Array(memory.buffer, out, images * pixels * filters).slice();
}

test.each([2, 3])('%d threads compute the same as one, bit by bit', async (lanes) => {
  expect(await products(lanes)).toEqual(await products(1));
});

test('more calls than fit in at once are handed over in several goes, in their order', async () => {
  const { memory, crew } = await started(2);
  const rounds = 40_000;
  const values = new Float32Array(memory.buffer);
  // w ← w + 1 each time, a place for each thread.
  values.fill(-1, 0, 4);
  crew.share(2, 1e9, (lane, from) => {
    const place = 1024 * (1 + from);
    for (let i = 0; i < rounds; i++) lane.sgdStep(place, 0, place, 4, 1);
  });
  expect([values[256], values[512]]).toEqual([rounds, rounds]);
});

test('a call that goes wrong in another thread is told', async () => {
  const { crew } = await started(2);
  const beyond = 2 ** 31 - 64;
  expect(() =>
    crew.share(2, 1e9, (lane, from) => {
      if (from === 1) lane.clear(beyond, 1024);
    }),
  ).toThrow('a thread of the kernels failed');
});
