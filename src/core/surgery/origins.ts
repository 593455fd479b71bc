import type { Carried } from './carry-weights.ts';

/**
 * Where the weights of a layer come from. `trained`: from the newest run. `transferred`: from the run that training starts
 * from, as they were. `widened`, `inserted`: from there too, such that the network computes what it did (Net2Net).
 * `fresh`: drawn when training starts.
 */
export type WeightOrigin = 'trained' | 'transferred' | 'widened' | 'inserted' | 'fresh';

interface Known {
  /** What fits of the newest run; `null`: there is none. */
  readonly newest: Carried | null;
  /** What fits of the run that training is set to start from; `null`: it starts anew. */
  readonly base: Carried | null;
  /** Whether the newest run itself started from that base: then what it trained counts, not what it started from. */
  readonly newestStartedThere: boolean;
  readonly isFrozen: (layer: string) => boolean;
  /** Layers whose weights came with them, and that no run here has trained since; absent: none. */
  readonly parts?: readonly string[];
  /** All layers with weights, as they were without a run. */
  readonly anew?: Carried;
}

/** By layer name, of all layers that have weights; empty where there is nothing to tell apart: all trained, or none. */
export function weightOrigins({
  newest,
  base,
  newestStartedThere,
  isFrozen,
  parts = [],
  anew,
}: Known): ReadonlyMap<string, WeightOrigin> {
  const origins = new Map<string, WeightOrigin>();
  if (base && !newestStartedThere) tell(origins, base, 'transferred');
  else {
    if (newest) tell(origins, newest, 'trained');
    // What a run may not change is still the base's.
    for (const layer of base?.kept ?? [])
      if (isFrozen(layer) && origins.get(layer) === 'trained') origins.set(layer, 'transferred');
  }
  if (parts.length > 0 && origins.size === 0 && anew) tell(origins, anew, 'transferred');
  for (const layer of parts) origins.set(layer, 'transferred');
  return new Set(origins.values()).size === 1 && !base && parts.length === 0 ? new Map() : origins;
}

function tell(origins: Map<string, WeightOrigin>, carried: Carried, kept: WeightOrigin): void {
  for (const layer of carried.kept) origins.set(layer, kept);
  for (const layer of carried.widened) origins.set(layer, 'widened');
  for (const layer of carried.inserted) origins.set(layer, 'inserted');
  for (const layer of carried.fresh) origins.set(layer, 'fresh');
}
