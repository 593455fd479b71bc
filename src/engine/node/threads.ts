import { Worker } from 'node:worker_threads';
import type { WorkerPort } from '../port.ts';

/** A thread that makes pictures ready. */
export const spawnPrepareThread = (): WorkerPort =>
  threadPort(new Worker(new URL('./prepare-bootstrap.mjs', import.meta.url)));

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
