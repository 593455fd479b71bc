/**
 * When steps are watched: every so many of them; as often as takes no more than a share of the time, at most 4 times a
 * second; never.
 */
export type WatchSchedule =
  | { readonly kind: 'steps'; readonly every: number }
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'off' };

export const defaultSchedule: WatchSchedule = { kind: 'share', share: 0.03 };

/** Milliseconds between two watched steps at least: figures on the screen change no faster. */
const shortest = 250;

/** Decides step by step. Clocks are `performance.now()`. */
export class Pace {
  /** Not before: what the last one took has not been earned back. */
  private affordable = 0;
  private last = Number.NEGATIVE_INFINITY;
  private begun: number | null = null;
  /** Milliseconds from one step to the next where nothing was watched, by the quicker ones of late. */
  private plain = Number.POSITIVE_INFINITY;

  constructor(
    private schedule: WatchSchedule,
    now: number,
  ) {
    // The first steps compile shaders: they are neither slowed down nor taken for what watching costs.
    this.last = now;
  }

  set(schedule: WatchSchedule): void {
    this.schedule = schedule;
  }

  /** A step begins. @param watched the one before was. */
  begin(now: number, watched: boolean): void {
    if (this.begun !== null && !watched) this.plain = Math.min(now - this.begun, this.plain * 1.1);
    this.begun = now;
  }

  /** @param wanted an epoch ends and has not been watched yet: then only the cost counts. */
  isDue(step: number, now: number, wanted: boolean): boolean {
    switch (this.schedule.kind) {
      case 'off':
        return false;
      case 'steps':
        return step % this.schedule.every === 0;
      case 'share':
        return now >= this.affordable && (wanted || now - this.last >= shortest);
    }
  }

  /**
   * @param spent milliseconds that watching is known to have taken. What the step took longer than others counts where that
   *   is more: what is kept for watching slows the rest down.
   */
  took(spent: number, now: number): void {
    this.last = now;
    if (this.schedule.kind !== 'share') return;
    const longer = this.begun === null ? 0 : now - this.begun - this.plain;
    this.affordable = now + Math.max(spent, longer) * (1 / this.schedule.share - 1);
  }
}
