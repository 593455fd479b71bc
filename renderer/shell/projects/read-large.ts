import type { ImportError } from '../../../src/core/interop/keras/notes.ts';
import type { Result } from '../../../src/core/result.ts';
import { workerPort } from '../../../src/engine/browser.ts';
import type { OpenedFile } from '../../../src/host/model-file.ts';

/** Bytes from which a model is read beside the page, a part at a time: below, starting a worker takes longer. */
const large = 32 * 2 ** 20;

const hdf5 = [0x89, 0x48, 0x44, 0x46];

/** Whether a file is one of Keras's with so many weights that the page should not hold it beside them. */
export async function isLargeModel(blob: Blob, name: string): Promise<boolean> {
  if (blob.size < large) return false;
  const start = new Uint8Array(await blob.slice(0, hdf5.length).arrayBuffer());
  return /\.keras$/i.test(name) || hdf5.every((byte, i) => start[i] === byte);
}

/** Reads it in a worker. Rejects where that dies, as it does when its memory runs out. */
export async function readLarge(blob: Blob, name: string): Promise<Result<OpenedFile, ImportError>> {
  const port = workerPort(
    (worker) => new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module', name: worker }),
  );
  try {
    return await new Promise((resolve, reject) => {
      port.onDeath((reason) => reject(new Error(reason)));
      // What `model.worker.ts` sends.
      port.onMessage((message) => resolve(message as Result<OpenedFile, ImportError>));
      port.post({ blob, name }, []);
    });
  } finally {
    port.terminate();
  }
}
