import { useEffect, useState } from 'react';
import { useApp } from '../app.ts';
import { throttleLatest } from '../training/throttle.ts';

/** Numbers on the screen change at most 8 times a second. */
const every = 125;

/** Changes while a run's curves grow, which they do in place. */
export function useRevision(): number {
  const { runs } = useApp();
  const [revision, setRevision] = useState(0);
  useEffect(() => {
    const tell = throttleLatest<number>(every, setRevision);
    const stop = runs.subscribe((state, before) => {
      if (state.revision !== before.revision) tell(state.revision);
    });
    return () => {
      tell.cancel();
      stop();
    };
  }, [runs]);
  return revision;
}
