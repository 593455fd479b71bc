import { decodeImageBlob } from './browser-image.ts';
import { prepareHere } from './prepare.ts';
import { answerPrepare } from './prepare-pool.ts';

const { prepare } = prepareHere((bytes) => decodeImageBlob(new Blob([new Uint8Array(bytes)])));

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  void answerPrepare(data, prepare, (answer, transfer) => self.postMessage(answer, { transfer }));
});
