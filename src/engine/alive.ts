/**
 * How a page learns that its worker is gone. A worker that the browser ends (out of memory, a crash of its own) says
 * nothing, not even an `error` event. A web lock that it holds is given back the moment it is no more.
 */
export function holdLock(name: string): void {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return;
  void navigator.locks.request(name, () => new Promise<never>(() => {}));
}

export interface LockWatch {
  /** To be called when the worker has been heard: only then can it hold its lock. */
  heard(): void;
  stop(): void;
}

/** Calls `onReleased` once, when a lock that was held when its worker was heard comes free. */
export function watchLock(name: string, onReleased: () => void): LockWatch {
  const ending = new AbortController();
  let watching = !('locks' in navigator);
  const wait = (): void => {
    navigator.locks.request(name, { signal: ending.signal }, onReleased).catch(() => {
      // Stopped, or the page itself is going away.
    });
  };
  return {
    heard: () => {
      if (watching || ending.signal.aborted) return;
      watching = true;
      void navigator.locks.request(name, { ifAvailable: true }, (free) => {
        // Free: the worker asked for it, but has not been given it yet. Its next word will do.
        if (free !== null) watching = false;
        else if (!ending.signal.aborted) wait();
      });
    },
    stop: () => ending.abort(),
  };
}
