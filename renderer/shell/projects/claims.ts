/** Tells windows of the same host which documents are open, so that none offers another's draft as lost work. */
export interface Claims {
  /** Holds this document until the next one is claimed or the page goes away. */
  claim(id: string): void;
  /** Documents open in any window, this one included. */
  claimed(): Promise<ReadonlySet<string>>;
}

const prefix = 'stride-document:';

/** By Web Locks, which the browser releases with the page, however it ends. */
export function lockClaims(locks: LockManager): Claims {
  let release: (() => void) | null = null;
  let current: string | null = null;
  return {
    claim(id) {
      if (id === current) return;
      release?.();
      current = id;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      void locks.request(prefix + id, () => held);
    },
    async claimed() {
      const { held = [], pending = [] } = await locks.query();
      const names = [...held, ...pending].map(({ name = '' }) => name);
      return new Set(names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)));
    },
  };
}
