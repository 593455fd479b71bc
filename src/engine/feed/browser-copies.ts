import type { CopyFile } from './copies.ts';
import type { FromCopies, ToCopies } from './copies-messages.ts';
import type { CopiesRequest } from './copies-of.ts';

/** Changed copies as files, made in a worker a few ahead of those that are taken. Rejects where samples cannot be read. */
export async function* copiesInWorker(request: CopiesRequest): AsyncGenerator<CopyFile, void> {
  const worker = new Worker(new URL('./copies.worker.ts', import.meta.url), { type: 'module', name: 'stride-copies' });
  const ask = (message: ToCopies): Promise<FromCopies> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<FromCopies>) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message || 'the worker stopped'));
      worker.postMessage(message);
    });
  try {
    let answer = await ask({ type: 'begin', request });
    while ('files' in answer && answer.files.length > 0) {
      const next = ask({ type: 'more' });
      // Told when it is awaited; until then it is no rejection that nobody heard.
      next.catch(() => undefined);
      yield* answer.files;
      answer = await next;
    }
    if ('reason' in answer) throw new Error(answer.reason);
  } finally {
    worker.terminate();
  }
}
