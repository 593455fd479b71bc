import { createContext, type PointerEvent, useContext, useEffect, useRef, useState } from 'react';

/** Told when a field begins and ends to be dragged: what it changes in between may be shown instead of made. */
export interface Scrubbing {
  start(): void;
  end(): void;
}

export const ScrubContext = createContext<Scrubbing>({ start: () => {}, end: () => {} });

/** Pixels of travel before a press becomes a drag, and for each step of the value. */
const threshold = 4;
const pixelsPerStep = 4;

interface ScrubOptions {
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** The value some steps away, within the field's limits. */
  readonly stepped: (from: number, steps: number) => number;
}

interface Drag {
  readonly pointer: number;
  readonly x: number;
  readonly from: number;
  current: number;
  moved: boolean;
}

/**
 * A number that is dragged sideways while its field has no focus; a press without a drag focuses it. Letting go makes the
 * change, Escape takes it back. `shown` is the value under the pointer, `null` while nothing is dragged.
 */
export function useScrub(options: ScrubOptions) {
  const scrubbing = useContext(ScrubContext);
  const [shown, setShown] = useState<number | null>(null);
  const drag = useRef<Drag | null>(null);
  const latest = useRef(options);
  latest.current = options;

  const finish = (keep: boolean) => {
    const done = drag.current;
    drag.current = null;
    setShown(null);
    if (!done?.moved) return;
    scrubbing.end();
    const wanted = keep ? done.current : done.from;
    if (wanted !== latest.current.value) latest.current.onChange(wanted);
  };
  const finishing = useRef(finish);
  finishing.current = finish;

  const active = shown !== null;
  useEffect(() => {
    if (!active) return;
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      finishing.current(false);
    };
    window.addEventListener('keydown', cancel, { capture: true });
    return () => window.removeEventListener('keydown', cancel, { capture: true });
  }, [active]);
  // The field may go away in mid-drag.
  useEffect(() => () => finishing.current(false), []);

  const move = (event: PointerEvent<HTMLInputElement>) => {
    const now = drag.current;
    if (!now || event.pointerId !== now.pointer) return;
    const travel = event.clientX - now.x;
    if (!now.moved) {
      if (Math.abs(travel) < threshold) return;
      now.moved = true;
      event.currentTarget.setPointerCapture(now.pointer);
      setShown(now.from);
      scrubbing.start();
    }
    const steps = Math.trunc(travel / pixelsPerStep) * (event.shiftKey ? 10 : 1);
    const next = latest.current.stepped(now.from, steps);
    if (next === now.current) return;
    now.current = next;
    setShown(next);
    latest.current.onChange(next);
  };

  return {
    shown,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLInputElement>) => {
        const focused = document.activeElement === event.currentTarget;
        if (event.button !== 0 || event.pointerType === 'touch' || focused) return;
        const { value } = latest.current;
        drag.current = { pointer: event.pointerId, x: event.clientX, from: value, current: value, moved: false };
      },
      onMouseDown: (event: { preventDefault(): void }) => {
        // Else the press selects text, and the drag with it.
        if (drag.current) event.preventDefault();
      },
      onPointerMove: move,
      onPointerUp: (event: PointerEvent<HTMLInputElement>) => {
        const pressed = drag.current !== null && !drag.current.moved;
        finish(true);
        if (!pressed) return;
        event.currentTarget.focus();
        event.currentTarget.select();
      },
      onPointerCancel: () => finish(false),
    },
  };
}
