import type { DataRef } from '../../core/document/schema.ts';
import { fail, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import type { Dataset } from './dataset.ts';
import type { DataError } from './errors.ts';
import { cancelled, type DataReader, type LoadOptions } from './source.ts';
import type { FromDataWorker, ToDataWorker } from './worker-protocol.ts';

/** The two requests of `Host` that loading needs, so that the engine does not depend on hosts. */
export interface DataHost {
  request(
    channel: 'list',
    params: { path: string },
  ): Promise<{ readonly entries: Awaited<ReturnType<DataReader['list']>> }>;
  request(channel: 'read', params: { path: string }): Promise<Uint8Array>;
}

export interface BrowserLoadOptions extends LoadOptions {
  /** Reads idx files and folders. */
  readonly host: DataHost;
}

/**
 * Opens the data that a document refers to. Everything is decoded in a worker of its own; cross-origin isolated pages
 * get shared memory, which the engine's workers then read without a copy.
 */
export function loadDataset(ref: DataRef, options: BrowserLoadOptions): Promise<Result<Dataset, DataError>> {
  const { host, inputShape, onProgress, signal } = options;
  if (signal?.aborted) return Promise.resolve(fail(cancelled));
  const worker = new Worker(new URL('./data.worker.ts', import.meta.url), { type: 'module', name: 'stride-data' });
  const send = (message: ToDataWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer);

  return new Promise<Result<Dataset, DataError>>((resolve) => {
    signal?.addEventListener('abort', () => resolve(fail(cancelled)), { once: true });
    worker.addEventListener('error', (event) => {
      const message = say('imagesUndecoded', { reason: event.message || 'the worker stopped' });
      resolve(fail({ code: 'unreadable', message }));
    });
    worker.addEventListener('message', async ({ data: message }: MessageEvent<FromDataWorker>) => {
      if (message.type === 'done') resolve(message.result);
      else if (message.type === 'progress') onProgress?.(message.progress);
      else await answer(message, host, send);
    });
    send({ type: 'load', ref, inputShape: inputShape ?? null });
  }).finally(() => worker.terminate());
}

async function answer(
  { id, what, path }: Extract<FromDataWorker, { type: 'ask' }>,
  host: DataHost,
  send: (message: ToDataWorker, transfer?: Transferable[]) => void,
): Promise<void> {
  try {
    if (what === 'list') {
      const { entries } = await host.request('list', { path });
      send({ type: 'answer', id, value: entries });
      return;
    }
    const bytes = await host.request('read', { path });
    send({ type: 'answer', id, value: bytes }, bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []);
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'failed';
    const message = error instanceof Error ? error.message : String(error);
    send({ type: 'refusal', id, code, message });
  }
}
