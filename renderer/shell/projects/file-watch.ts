import type { FileStat, Host } from '../../../src/host/host.ts';

interface FileWatchOptions {
  readonly host: Host;
  /** The file that is open and when it had been changed last; `null`: none, or not now. */
  readonly known: () => { readonly path: string; readonly modified: number } | null;
  readonly onChanged: (path: string, file: FileStat) => Promise<unknown>;
  readonly onGone: (path: string) => void;
}

/** Notices that another program changed or removed the open file, whenever `check` is called. */
export function createFileWatch({ host, known, onChanged, onGone }: FileWatchOptions) {
  let checking = false;
  async function look(): Promise<void> {
    const before = known();
    if (before === null) return;
    const file = await host.request('stat', { path: before.path });
    const now = known();
    // Saved or closed in the meantime: what was read says nothing.
    if (now?.path !== before.path || now.modified !== before.modified) return;
    if (file === null) onGone(before.path);
    else if (file.modified !== before.modified) await onChanged(before.path, file);
  }
  return {
    /** A host that does not answer is no news of the file. */
    async check(): Promise<void> {
      if (checking) return;
      checking = true;
      try {
        await look();
      } catch {
      } finally {
        checking = false;
      }
    },
  };
}
