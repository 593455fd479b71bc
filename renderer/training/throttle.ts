export interface Throttled<T> {
  (value: T): void;
  /** Delivers what waits, now. */
  flush(): void;
  /** Forgets what waits. */
  cancel(): void;
}

/** Calls `deliver` at once, then at most every `interval` milliseconds with the newest value: the last one always arrives. */
export function throttleLatest<T>(interval: number, deliver: (value: T) => void): Throttled<T> {
  let waiting: { readonly value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const elapsed = () => {
    timer = null;
    send();
  };
  const send = () => {
    if (!waiting) return;
    const { value } = waiting;
    waiting = null;
    if (timer === null) timer = setTimeout(elapsed, interval);
    deliver(value);
  };
  const throttled = (value: T) => {
    waiting = { value };
    if (timer === null) send();
  };
  return Object.assign(throttled, {
    flush: send,
    cancel: () => {
      waiting = null;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  });
}
