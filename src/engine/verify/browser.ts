import { workerPort } from '../browser.ts';
import type { WorkerPort } from '../port.ts';

/** Workers of a page, each loaded when it is asked for: with plain tfjs, and with ONNX Runtime. */
export const startPlainWorker = (): WorkerPort =>
  workerPort((name) => new Worker(new URL('./plain-tfjs.worker.ts', import.meta.url), { type: 'module', name }));

export const startOnnxWorker = (): WorkerPort =>
  workerPort((name) => new Worker(new URL('./onnx.worker.ts', import.meta.url), { type: 'module', name }));
