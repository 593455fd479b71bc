/**
 * Lets messages in between two batches. A MessageChannel is not clamped to 4 ms as nested timers are, nor paused with
 * animation frames when the window is hidden.
 */
export class Breather {
  private readonly channel = new MessageChannel();
  private resolve: (() => void) | null = null;

  constructor() {
    this.channel.port1.onmessage = () => {
      this.resolve?.();
      this.resolve = null;
    };
  }

  breathe(): Promise<void> {
    return new Promise((resolve) => {
      this.resolve = resolve;
      this.channel.port2.postMessage(null);
    });
  }

  /** In Node an open port keeps the thread alive. */
  close(): void {
    this.channel.port1.close();
    this.channel.port2.close();
  }
}
