import { watchLock } from './alive.ts';
import { createEngine } from './client.ts';
import type { WorkerPort } from './port.ts';
import type { Engine } from './protocol.ts';

/** The engine of a page: module workers. */
export const createBrowserEngine = (): Engine =>
  createEngine({
    spawn: () => workerPort((name) => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name })),
  });

/** A port to a worker that `start` makes; it runs `worker.ts` under the name given, which is its lock's name too. */
export function workerPort(start: (name: string) => Worker): WorkerPort {
  const name = `stride-engine-${crypto.randomUUID()}`;
  const worker = start(name);
  let dead: (reason: string) => void = () => {};
  const die = (reason: string): void => {
    const tell = dead;
    dead = () => {};
    lock.stop();
    tell(reason);
  };
  const lock = watchLock(name, () => die('The worker was ended by the browser.'));
  worker.addEventListener('message', () => lock.heard());
  worker.addEventListener('error', (event) => die(event.message || 'The worker could not be loaded.'));
  return {
    post: (message, transfer) => worker.postMessage(message, { transfer: [...transfer] }),
    onMessage: (listener) => worker.addEventListener('message', (event) => listener(event.data)),
    onDeath: (listener) => {
      dead = listener;
    },
    terminate: () => {
      dead = () => {};
      lock.stop();
      worker.terminate();
    },
  };
}
