/** One step of a range test: the rate it was made with, and the loss before it. */
export interface RatePoint {
  readonly rate: number;
  readonly loss: number;
  /** Averaged over the steps so far, the newest counting most. */
  readonly smoothed: number;
}

export interface RateSuggestion {
  /** Where the smoothed loss falls fastest, by the logarithm of the rate. */
  readonly steepest: number;
  /** A tenth of the rate at which the smoothed loss is lowest. */
  readonly tenth: number;
}

/** What the past keeps in the average at each step; its lag is a factor of about 2 in the rate at 100 steps. */
const memory = 0.9;

/** Steps at either end of the descent whose slope says little: noise at first, the turn at last. */
const skipped = 3;

/** A smoothed loss this many times the lowest has blown up. */
const blownUp = 4;

/** Rates rising exponentially from `lowest` to `highest`, both included (Smith 2017, section 3.3, on a logarithmic scale). */
export const rateRamp = (lowest: number, highest: number, steps: number): readonly number[] =>
  Array.from({ length: steps }, (_, i) => lowest * (highest / lowest) ** (i / Math.max(1, steps - 1)));

/** Takes the losses of a range test one by one; bias of the average's start taken out (Kingma and Ba 2015, section 3). */
export class RangeTest {
  readonly points: RatePoint[] = [];
  private average = 0;
  private seen = 0;
  private lowest = Number.POSITIVE_INFINITY;

  /** @returns false where the loss has blown up: that point is not kept, and no further one would say more. */
  add(rate: number, loss: number): boolean {
    if (!Number.isFinite(loss)) return false;
    this.average = memory * this.average + (1 - memory) * loss;
    this.seen = memory * this.seen + (1 - memory);
    const smoothed = this.average / this.seen;
    if (this.points.length > skipped && smoothed > blownUp * this.lowest) return false;
    this.lowest = Math.min(this.lowest, smoothed);
    this.points.push({ rate, loss, smoothed });
    return true;
  }
}

/** `null` where the loss never fell: rates so low, or losses so noisy, that nothing follows from them. */
export function suggestRate(points: readonly RatePoint[]): RateSuggestion | null {
  let bottom = 0;
  points.forEach(({ smoothed }, i) => {
    if (smoothed < (points[bottom]?.smoothed ?? Number.POSITIVE_INFINITY)) bottom = i;
  });
  let steepest: { readonly rate: number; readonly slope: number } | null = null;
  for (let i = skipped; i < bottom - skipped; i++) {
    const [before, here, after] = [points[i - 1], points[i], points[i + 1]];
    if (!before || !here || !after) continue;
    const slope = (after.smoothed - before.smoothed) / Math.log(after.rate / before.rate);
    if (slope < (steepest?.slope ?? 0)) steepest = { rate: here.rate, slope };
  }
  const lowest = points[bottom];
  return steepest && lowest ? { steepest: steepest.rate, tenth: lowest.rate / 10 } : null;
}
