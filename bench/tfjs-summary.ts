import { Worker } from 'node:worker_threads';
import type { Graph } from '../src/core/document/schema.ts';

/** What tfjs-layers took to make a model and to read what it says of itself. */
export interface Summary {
  readonly milliseconds: number;
  readonly parameters: number;
}

/** Milliseconds that a network gets. */
const patience = 60_000;

/** tfjs walks its graph by recursion: on the usual stack it fails at some thousands of layers. */
const stackSizeMb = 256;

/** One round, after one to warm up on a small model, in a thread with a stack large enough. A text says why there is no figure. */
export function summariseInTfjs(graph: Graph): Promise<Summary | string> {
  return new Promise((resolve) => {
    const url = new URL('./tfjs-bootstrap.mjs', import.meta.url);
    const worker = new Worker(url, { workerData: graph, resourceLimits: { stackSizeMb } });
    const end = (result: Summary | string): void => {
      clearTimeout(timer);
      resolve(result);
      void worker.terminate();
    };
    const timer = setTimeout(() => end(`more than ${patience / 1000} s`), patience);
    worker.once('message', (summary: Summary) => end(summary));
    worker.once('error', (error: Error) => end(error.message));
  });
}
