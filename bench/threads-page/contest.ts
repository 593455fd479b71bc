import type { NetworkName } from '../networks.ts';

export interface Contest {
  readonly network: NetworkName;
  readonly batchSize: number;
  /** Steps of a slice, and slices of each contestant, in turn. */
  readonly steps: number;
  readonly slices: number;
}

export interface Standing {
  readonly who: string;
  /** By the clock. */
  readonly imagesPerSecond: number;
  /** All weights after the same steps, as one number that any other bit would change; of Stride's. */
  readonly weights: string | null;
}
