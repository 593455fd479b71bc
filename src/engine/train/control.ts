/** What the user asked of a run, and the loop's way to wait for it. */
export class Control {
  private state: 'running' | 'paused' | 'stopping';
  private singleSteps = 0;
  private wake: (() => void) | null = null;

  constructor(paused: boolean) {
    this.state = paused ? 'paused' : 'running';
  }

  get paused(): boolean {
    return this.state === 'paused';
  }

  get stopping(): boolean {
    return this.state === 'stopping';
  }

  pause(): void {
    if (this.state === 'running') this.state = 'paused';
  }

  resume(): void {
    if (this.state === 'paused') this.set('running');
  }

  /** Lets one batch through, then waits again. */
  step(): void {
    if (this.state === 'stopping') return;
    this.state = 'paused';
    this.singleSteps++;
    this.notify();
  }

  stop(): void {
    this.set('stopping');
  }

  /** Something else to do while paused: the loop comes out of `wait` and looks. */
  notify(): void {
    this.wake?.();
    this.wake = null;
  }

  /** True when a paused run owes one batch; takes it. */
  takeStep(): boolean {
    if (this.singleSteps === 0) return false;
    this.singleSteps--;
    return true;
  }

  /** Resolves at the next command. */
  wait(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  private set(state: 'running' | 'stopping'): void {
    this.state = state;
    this.notify();
  }
}
