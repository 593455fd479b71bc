import { type FocusEvent, useEffect, useMemo, useRef } from 'react';

/** How long the pointer stays on a choice before it counts, ms: else every way across a form would show something. */
const pause = 120;

/** Tells which choice is highlighted but not taken: never the one that is set, and always `null` at the end. */
export function useHighlight<T>(current: T, tell: ((value: T | null) => void) | undefined) {
  const latest = useRef({ current, tell });
  latest.current = { current, tell };
  const highlight = useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let told = false;
    const end = () => {
      clearTimeout(timer);
      if (told) latest.current.tell?.(null);
      told = false;
    };
    const now = (value: T) => {
      end();
      if (value === latest.current.current || !latest.current.tell) return;
      told = true;
      latest.current.tell(value);
    };
    const point = (value: T) => {
      end();
      timer = setTimeout(() => now(value), pause);
    };
    const focus = (value: T, event: FocusEvent) => {
      if (event.currentTarget.matches(':focus-visible')) now(value);
    };
    return { end, now, point, focus };
  }, []);
  // The control may go away while it is pointed at.
  useEffect(() => highlight.end, [highlight]);
  return highlight;
}
