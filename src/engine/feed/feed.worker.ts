import { answerFeeder } from './line.ts';

const answer = answerFeeder((fed, transfer) => self.postMessage(fed, { transfer }));

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => answer(data));
