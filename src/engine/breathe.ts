/**
 * A way to let messages in between two batches, for a page's worker. A MessageChannel is not clamped to 4 ms as nested
 * timers are, nor paused with animation frames when the window is hidden. (In Node its messages starve the others.)
 */
export function messageBreather(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  let wake: (() => void) | null = null;
  port1.onmessage = () => wake?.();
  return () =>
    new Promise((resolve) => {
      wake = resolve;
      port2.postMessage(null);
    });
}
