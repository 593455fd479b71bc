import { copiesInWorker } from '../../../src/engine/feed/browser-copies.ts';
import type { CopyFile } from '../../../src/engine/feed/copies.ts';
import { type CopiesRequest, copiesCount } from '../../../src/engine/feed/copies-of.ts';
import type { Host, HostAbout } from '../../../src/host/host.ts';

export interface Writing {
  readonly done: number;
  readonly total: number;
}

/** Files that are on their way to the host at once. */
const together = 8;

/**
 * Writes changed copies into folders of their classes under `path`, which must be empty.
 * Rejects with a `HostError` where the host refuses; what was written before stays.
 *
 * @returns how many were written: less than all where `signal` stopped it
 */
export async function writeCopies(
  { host, about }: { readonly host: Host; readonly about: HostAbout },
  path: string,
  request: CopiesRequest,
  signal: AbortSignal,
  tell: (writing: Writing) => void,
  make: (request: CopiesRequest) => AsyncIterable<CopyFile> = copiesInWorker,
): Promise<Writing | 'not-empty'> {
  const { entries } = await host.request('list', { path });
  if (entries.length > 0) return 'not-empty';
  const total = copiesCount(request);
  let done = 0;
  let waiting: Promise<unknown>[] = [];
  const settle = async (): Promise<void> => {
    await Promise.all(waiting);
    done += waiting.length;
    waiting = [];
    tell({ done, total });
  };
  tell({ done, total });
  for await (const file of make(request)) {
    if (signal.aborted) break;
    const target = [path, ...file.path.split('/')].join(about.separator);
    waiting.push(host.request('append', { path: target, at: 0, bytes: file.bytes }));
    if (waiting.length >= together) await settle();
  }
  await settle();
  return { done, total };
}
