import type { FeederThreads } from './feeder.ts';

/** Workers of a page's worker that make batches ready. One core is left for the step. */
export const pageFeeders: FeederThreads = {
  spawn: () => {
    const worker = new Worker(new URL('./feed.worker.ts', import.meta.url), { type: 'module', name: 'stride-feed' });
    return {
      post: (message, transfer) => worker.postMessage(message, { transfer: [...transfer] }),
      onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
      onDeath: (listener) =>
        worker.addEventListener('error', (event) => listener(event.message || 'the worker stopped')),
      terminate: () => worker.terminate(),
    };
  },
  most: Math.max(1, navigator.hardwareConcurrency - 1),
};
