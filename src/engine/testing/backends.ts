import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { Platform, StartedBackend } from '../backends/backend.ts';
import { startBackend } from '../backends/start.ts';

const wasmEntry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');

export const nodePlatform: Platform = {
  wasmPaths: join(dirname(wasmEntry), sep),
  candidates: ['wasm', 'cpu'],
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
};

/** Starts a backend in the test's own process and makes it current. */
export const startForTest = (backend: 'wasm' | 'cpu'): Promise<StartedBackend> => startBackend(backend, nodePlatform);
