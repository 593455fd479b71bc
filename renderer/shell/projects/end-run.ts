import type { SessionStore } from '../../store/session.ts';
import { isRunning } from '../step-state.ts';

/** Milliseconds that a stopping run is waited for. */
const patience = 3000;

/** A run that is stopped first hands over the weights it has reached; one that does not answer is left behind. */
export function endRun(session: SessionStore, stop: () => void): Promise<void> {
  if (!isRunning(session.getState().session)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const timer = setTimeout(done, patience);
    const unsubscribe = session.subscribe((state) => {
      if (!isRunning(state.session)) done();
    });
    stop();
  });
}
