import { parentPort, workerData } from 'node:worker_threads';
import { help } from '../wasm/crew-helper.ts';

await help(workerData, () => parentPort?.postMessage(null));
