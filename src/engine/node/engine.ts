import { Worker } from 'node:worker_threads';
import { createEngine } from '../client.ts';
import type { WorkerPort } from '../port.ts';
import type { Engine } from '../protocol.ts';

/** The engine of the command line: worker threads, on wasm or cpu. */
export const createNodeEngine = (): Engine => createEngine({ spawn: spawnThread });

/** A thread that runs the TypeScript source through tsx. */
export function spawnThread(): WorkerPort {
  const thread = new Worker(new URL('./bootstrap.mjs', import.meta.url));
  let ended = false;
  return {
    post: (message, transfer) => thread.postMessage(message, [...transfer]),
    onMessage: (listener) => void thread.on('message', listener),
    onDeath: (listener) => {
      const once = (reason: string): void => {
        if (!ended) listener(reason);
        ended = true;
      };
      thread.on('error', (error) => once(error.message));
      thread.on('exit', (code) => once(`The thread ended with code ${code}.`));
    },
    terminate: () => {
      ended = true;
      void thread.terminate();
    },
  };
}
