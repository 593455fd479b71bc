import { type ByteSource, paged } from '../../../src/core/interop/byte-source.ts';
import { holdLock } from '../../../src/engine/alive.ts';
import { buffersOf } from '../../../src/engine/transfer.ts';
import { readLargeModel } from '../../../src/host/model-file.ts';

/** Only in workers, which the page's library of types does not know. */
declare const FileReaderSync: { new (): { readAsArrayBuffer(blob: Blob): ArrayBuffer } };

const blobSource = (blob: Blob): ByteSource => ({
  size: blob.size,
  read: (offset, length) => new Uint8Array(new FileReaderSync().readAsArrayBuffer(blob.slice(offset, offset + length))),
});

/** Takes a file and its name, answers what `readLargeModel` makes of it; the weights are handed over. */
holdLock(self.name);
self.addEventListener('message', async ({ data }: MessageEvent<{ readonly blob: Blob; readonly name: string }>) => {
  const read = await readLargeModel(paged(blobSource(data.blob)), data.name);
  self.postMessage(read, { transfer: buffersOf(read) });
});
