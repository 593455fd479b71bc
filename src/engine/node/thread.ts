import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { startSession } from '../session.ts';
import { nodeFeeders } from './threads.ts';

const port = parentPort;
if (port === null) throw new Error('thread.ts runs in a worker thread');

const wasmEntry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');

startSession(
  {
    post: (message, transfer) => port.postMessage(message, [...transfer]),
    onMessage: (listener) => void port.on('message', listener),
  },
  {
    wasmPaths: join(dirname(wasmEntry), sep),
    candidates: ['wasm', 'cpu'],
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    feeders: nodeFeeders,
  },
);
