import { createStore } from 'zustand/vanilla';
import type { WeightOrigin } from '../../src/core/surgery/origins.ts';

interface OriginsState {
  /** By node; of layers with weights, where these differ among each other. */
  readonly of: ReadonlyMap<string, WeightOrigin>;
}

export type OriginsStore = ReturnType<typeof createOriginsStore>;

/** Which layers hold trained, transferred or fresh weights: what the marks on the canvas read. */
export const createOriginsStore = () => createStore<OriginsState>(() => ({ of: new Map() }));
