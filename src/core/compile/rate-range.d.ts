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
/** Rates rising exponentially from `lowest` to `highest`, both included (Smith 2017, section 3.3, on a logarithmic scale). */
export declare const rateRamp: (lowest: number, highest: number, steps: number) => readonly number[];
/** Takes the losses of a range test one by one; bias of the average's start taken out (Kingma and Ba 2015, section 3). */
export declare class RangeTest {
    readonly points: RatePoint[];
    private average;
    private seen;
    private lowest;
    /** @returns false where the loss has blown up: that point is not kept, and no further one would say more. */
    add(rate: number, loss: number): boolean;
}
/** `null` where the loss never fell: rates so low, or losses so noisy, that nothing follows from them. */
export declare function suggestRate(points: readonly RatePoint[]): RateSuggestion | null;
