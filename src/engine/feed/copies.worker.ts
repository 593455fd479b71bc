import { makeCopies } from './copies.ts';
import type { FromCopies, ToCopies } from './copies-messages.ts';

/** Files that are sent at once, in bytes; more are made when they are asked for. */
const atOnce = 1 << 20;

let files: ReturnType<typeof makeCopies> | null = null;

self.addEventListener('message', async ({ data: message }: MessageEvent<ToCopies>) => {
  if (message.type === 'begin') files = makeCopies(message.request);
  if (files === null) return;
  const send = (answer: FromCopies, transfer: Transferable[] = []): void => self.postMessage(answer, { transfer });
  try {
    const made = [];
    let bytes = 0;
    while (bytes < atOnce) {
      const next = await files.next();
      if (next.done === true) break;
      made.push(next.value);
      bytes += next.value.bytes.length;
    }
    send(
      { files: made },
      made.map((file) => file.bytes.buffer),
    );
  } catch (error) {
    send({ reason: error instanceof Error ? error.message : String(error) });
  }
});
