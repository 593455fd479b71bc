import type { SessionStore } from '../store/session.ts';

/**
 * Keeps the computer awake while a run is going, where the browser lets us. The lock is lost with the page's visibility,
 * so it is asked for again when the page is seen.
 */
export function keepAwakeWhileTraining(session: SessionStore): void {
  let lock: WakeLockSentinel | null = null;
  let asking = false;

  const wanted = () => ['preparing', 'running', 'stopping'].includes(session.getState().session.state);

  async function adjust(): Promise<void> {
    if (asking) return;
    if (!wanted()) {
      const held = lock;
      lock = null;
      await held?.release();
      return;
    }
    if ((lock && !lock.released) || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    asking = true;
    // Refused on low battery, say: the run goes on all the same.
    lock = await navigator.wakeLock.request('screen').catch(() => null);
    asking = false;
    if (!wanted()) await adjust();
  }

  const onChange = () => void adjust();
  session.subscribe((state, previous) => {
    if (state.session.state !== previous.session.state) onChange();
  });
  document.addEventListener('visibilitychange', onChange);
}
