import type { WorkerPort } from '../port.ts';
import type { Preparer } from './prepare.ts';
import { preparePool } from './prepare-pool.ts';

/** Pictures that take longer than it takes to start several workers for them. */
export const worthWorkers = 64;

/** Decodes in workers, from a page or from a worker. */
export const preparerFor = (count: number): Preparer =>
  preparePool(spawnPreparer, count < worthWorkers ? 1 : Math.max(2, Math.min(8, navigator.hardwareConcurrency - 1)));

const spawnPreparer = (): WorkerPort => {
  const worker = new Worker(new URL('./prepare.worker.ts', import.meta.url), { type: 'module' });
  return {
    post: (message, transfer) => worker.postMessage(message, { transfer: [...transfer] }),
    onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
    onDeath: (listener) => worker.addEventListener('error', (event) => listener(event.message || 'the worker stopped')),
    terminate: () => worker.terminate(),
  };
};
