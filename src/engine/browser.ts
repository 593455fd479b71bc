import { createEngine } from './client.ts';
import type { WorkerPort } from './port.ts';
import type { Engine } from './protocol.ts';

/** The engine of a page: module workers. */
export const createBrowserEngine = (): Engine => createEngine({ spawn: spawnWorker });

function spawnWorker(): WorkerPort {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'stride-engine' });
  return {
    post: (message, transfer) => worker.postMessage(message, { transfer: [...transfer] }),
    onMessage: (listener) => worker.addEventListener('message', (event) => listener(event.data)),
    onDeath: (listener) => {
      worker.addEventListener('error', (event) => listener(event.message || 'The worker could not be loaded.'));
    },
    terminate: () => worker.terminate(),
  };
}
