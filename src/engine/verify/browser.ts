import { workerPort } from '../browser.ts';
import type { WorkerPort } from '../port.ts';

/** A page's worker with plain tfjs; loaded when it is asked for. */
export const startPlainWorker = (): WorkerPort =>
  workerPort((name) => new Worker(new URL('./plain-tfjs.worker.ts', import.meta.url), { type: 'module', name }));
