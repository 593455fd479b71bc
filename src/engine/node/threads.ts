import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FeederThreads } from '../feed/feeder.ts';
import type { WorkerPort } from '../port.ts';

/** A thread that makes pictures ready. */
export const spawnPrepareThread = (): WorkerPort =>
  threadPort(new Worker(new URL('./prepare-bootstrap.mjs', import.meta.url)));

/** Threads that make batches ready. One core is left for the step. */
export const nodeFeeders: FeederThreads = {
  spawn: () => threadPort(new Worker(new URL('./feed-bootstrap.mjs', import.meta.url))),
  most: Math.max(1, availableParallelism() - 1),
};

export function threadPort(thread: Worker): WorkerPort {
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
