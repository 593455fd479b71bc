import { parentPort } from 'node:worker_threads';
import { answerFeeder } from '../feed/line.ts';

const port = parentPort;
if (port === null) throw new Error('feed-thread.ts runs in a worker thread');

port.on(
  'message',
  answerFeeder((fed, transfer) => port.postMessage(fed, transfer)),
);
