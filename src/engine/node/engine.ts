import { Worker } from 'node:worker_threads';
import { createEngine } from '../client.ts';
import type { WorkerPort } from '../port.ts';
import type { Engine } from '../protocol.ts';
import { threadPort } from './threads.ts';

/** The engine of the command line: worker threads, on wasm or cpu. */
export const createNodeEngine = (): Engine => createEngine({ spawn: spawnThread });

/** A thread that runs the TypeScript source through tsx. */
export const spawnThread = (): WorkerPort => threadPort(new Worker(new URL('./bootstrap.mjs', import.meta.url)));
