import type { DeadUnits } from '../../core/diagnosis/figures.ts';

/** Watched batches that a unit must be silent in, and that are looked back on. */
const least = 4;
const most = 16;

/** Counts the units of one rectifier that were 0 for every sample of the last watched batches. */
export class DeadCount {
  private batches: { readonly highest: Float32Array; readonly samples: number }[] = [];

  /**
   * @param highest value that each unit reached in one batch of so many samples.
   * @returns `null` until enough batches were seen: one of them is no evidence.
   */
  add(highest: Float32Array, samples: number): DeadUnits | null {
    this.batches = [...this.batches, { highest, samples }].slice(-most);
    if (this.batches.length < least) return null;
    let dead = 0;
    for (let unit = 0; unit < highest.length; unit++) {
      if (this.batches.every((batch) => (batch.highest[unit] ?? 0) <= 0)) dead++;
    }
    const seen = this.batches.reduce((sum, batch) => sum + batch.samples, 0);
    return { dead, units: highest.length, batches: this.batches.length, samples: seen };
  }
}
