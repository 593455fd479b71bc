import type { StartCrew } from './crew.ts';
import type { HelperOrders } from './crew-helper.ts';
import { threadCrew } from './crew-threads.ts';

/** A thread each two logical cores, which share one that multiplies. Two where there are but two: nothing else computes. */
export const crewLanes = (cores: number): number => (cores < 2 ? 1 : Math.max(2, Math.min(8, Math.floor(cores / 2))));

/** Threads of a page's worker, where the page is isolated and its memory can be shared. */
export const pageCrew =
  (lanesFor: (cores: number) => number): StartCrew =>
  async (memory, run) => {
    const lanes = lanesFor(navigator.hardwareConcurrency);
    if (lanes === 1 || memory.buffer instanceof ArrayBuffer) return null;
    try {
      return await threadCrew(lanes, memory, run, spawn);
    } catch {
      // One thread computes the same.
      return null;
    }
  };

/** It ends with the worker that starts it. */
const spawn = (orders: HelperOrders): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./crew.worker.ts', import.meta.url), { type: 'module', name: 'stride-kernels' });
    worker.addEventListener('message', () => resolve());
    worker.addEventListener('error', (event) => reject(new Error(event.message || 'the worker stopped')));
    worker.postMessage(orders);
  });
