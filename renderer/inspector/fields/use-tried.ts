import { useMemo, useRef } from 'react';
import { useApp } from '../../app.ts';

/** What a control tells of a choice that is only pointed at: the canvas shows what it would do; `null` ends that. */
export function useTried<T>(onChange: (value: T) => void): (value: T | null) => void {
  const { previews } = useApp();
  const latest = useRef(onChange);
  latest.current = onChange;
  return useMemo(
    () => (value) => {
      if (value === null) {
        previews.end();
        return;
      }
      previews.start('offer');
      latest.current(value);
    },
    [previews],
  );
}
