import { decodeImageBlob } from './browser-image.ts';
import { preparerFor, worthWorkers } from './browser-preparer.ts';
import { openOpfsCache } from './cache-folder-opfs.ts';
import type { Dataset } from './dataset.ts';
import { type EmbeddedId, openDataset } from './load.ts';
import { createPixelCache } from './pixel-cache.ts';
import { prepareHere } from './prepare.ts';
import type { ImageDecoder } from './source.ts';
import type { FromDataWorker, ToDataWorker } from './worker-protocol.ts';

/** Written out one by one: the bundler finds files by literal addresses only. */
const embeddedFiles: Readonly<Record<EmbeddedId, { readonly png: URL; readonly manifest: URL }>> = {
  digits: {
    png: new URL('../../../assets/data/digits.png', import.meta.url),
    manifest: new URL('../../../assets/data/digits.json', import.meta.url),
  },
  'fashion-mnist': {
    png: new URL('../../../assets/data/fashion-mnist.png', import.meta.url),
    manifest: new URL('../../../assets/data/fashion-mnist.json', import.meta.url),
  },
};

const decodeImage: ImageDecoder = (bytes) => decodeImageBlob(new Blob([new Uint8Array(bytes)]));

type Answer = Extract<ToDataWorker, { type: 'answer' }>['value'];

const waiting = new Map<number, { resolve: (value: Answer) => void; reject: (reason: Error) => void }>();
let asked = 0;

const send = (message: FromDataWorker, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

function ask(what: 'list' | 'read', path: string): Promise<Answer> {
  const id = asked++;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    send({ type: 'ask', id, what, path });
  });
}

self.addEventListener('message', async ({ data: message }: MessageEvent<ToDataWorker>) => {
  if (message.type !== 'load') {
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'answer') caller?.resolve(message.value);
    else caller?.reject(Object.assign(new Error(message.message), { code: message.code }));
    return;
  }
  const result = await openDataset(
    message.ref,
    {
      reader: {
        list: async (path) => {
          const entries = await ask('list', path);
          return entries instanceof Uint8Array ? [] : entries;
        },
        read: async (path) => {
          const bytes = await ask('read', path);
          return bytes instanceof Uint8Array ? bytes : new Uint8Array();
        },
      },
      decodeImage,
      startPreparer: (count) => (count < worthWorkers ? prepareHere(decodeImage) : preparerFor(count)),
      openCache: async () => {
        const folder = await openOpfsCache();
        return folder && createPixelCache(folder);
      },
      embedded: async (id) => {
        const files = embeddedFiles[id];
        const [png, manifest] = await Promise.all([fetchFile(files.png), fetchFile(files.manifest)]);
        return { png: new Uint8Array(await png.arrayBuffer()), manifest: await manifest.json() };
      },
    },
    {
      ...(message.inputShape ? { inputShape: message.inputShape } : {}),
      onProgress: (progress) => send({ type: 'progress', progress }),
    },
  );
  send({ type: 'done', result }, result.ok ? ownBuffers(result.value) : []);
});

async function fetchFile(address: URL): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status}`);
  return response;
}

/** Shared memory is shared by sending it; the rest moves without a copy. */
function ownBuffers(dataset: Dataset): Transferable[] {
  const buffers = new Set<ArrayBuffer>();
  const collect = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const entry of Object.values(value)) collect(entry);
    }
  };
  collect(dataset.splits);
  return [...buffers];
}
