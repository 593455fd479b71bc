/** Tells windows of the same host which documents and files are open, so that none writes over another's work. */
export interface Claims {
  /** Holds this document and its file until others, or none, are claimed or the page goes away. */
  claim(id: string | null, path: string | null): void;
  /** Documents open in any window, this one included. */
  claimed(): Promise<ReadonlySet<string>>;
  /** Whether another window has this file open. */
  isFileElsewhere(path: string): Promise<boolean>;
  /** Whether another window has this document open: a tab that was duplicated brings its own along. */
  isDocumentElsewhere(id: string): Promise<boolean>;
}

const documentPrefix = 'stride-document:';
const filePrefix = 'stride-file:';

/** Milliseconds that a page which is just going away is given to let its document go. */
const patience = 400;

/** By Web Locks, which the browser releases with the page, however it ends. */
export function lockClaims(locks: LockManager): Claims {
  const held = new Map<string, { readonly name: string; readonly release: () => void }>();
  /** Locks that were let go, until the browser has taken note. */
  const leaving = new Set<Promise<void>>();

  function hold(prefix: string, value: string | null): void {
    const name = value === null ? null : prefix + value;
    const current = held.get(prefix);
    if (current?.name === name) return;
    current?.release();
    held.delete(prefix);
    if (name === null) return;
    let letGo = (): void => undefined;
    const kept = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    // Where another window has it, this one no longer waits for it.
    const waiting = new AbortController();
    const gone: Promise<void> = locks
      .request(name, { signal: waiting.signal }, () => kept)
      .catch(() => undefined)
      .finally(() => leaving.delete(gone));
    held.set(prefix, {
      name,
      release: () => {
        leaving.add(gone);
        letGo();
        waiting.abort();
      },
    });
  }

  /** A lock that can be had is nobody's; one of this window is not another's. */
  async function isElsewhere(prefix: string, value: string): Promise<boolean> {
    const name = prefix + value;
    if (held.get(prefix)?.name === name) {
      const { held: all = [], pending = [] } = await locks.query();
      return [...all, ...pending].filter((lock) => lock.name === name).length > 1;
    }
    try {
      return await locks.request(name, { signal: AbortSignal.timeout(patience) }, () => false);
    } catch {
      return true;
    }
  }

  return {
    claim(id, path) {
      hold(documentPrefix, id);
      hold(filePrefix, path);
    },
    async claimed() {
      await Promise.all(leaving);
      const { held: all = [], pending = [] } = await locks.query();
      const names = [...all, ...pending].map(({ name = '' }) => name);
      return new Set(
        names.filter((name) => name.startsWith(documentPrefix)).map((name) => name.slice(documentPrefix.length)),
      );
    },
    isFileElsewhere: (path) => isElsewhere(filePrefix, path),
    isDocumentElsewhere: (id) => isElsewhere(documentPrefix, id),
  };
}
