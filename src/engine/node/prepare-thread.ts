import { parentPort } from 'node:worker_threads';
import { decodeImageFile } from '../data/decode-image.ts';
import { prepareHere } from '../data/prepare.ts';
import { answerPrepare } from '../data/prepare-pool.ts';

const port = parentPort;
if (port === null) throw new Error('prepare-thread.ts runs in a worker thread');

const { prepare } = prepareHere(async (bytes) => decodeImageFile(bytes));

port.on('message', (message: unknown) => {
  void answerPrepare(message, prepare, (answer, transfer) => port.postMessage(answer, transfer));
});
