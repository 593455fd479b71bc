/** A state of a run after an epoch, wherever it is kept. */
export interface KeptState {
  /** Epochs done. */
  readonly epoch: number;
  readonly bytes: number;
}

/**
 * Which epochs' states are kept within a budget: every one while they fit, then every 2nd, 4th, 8th… `always` (the best
 * one, the newest) are kept whatever they take.
 * @param budget bytes.
 * @returns epochs, in the order of `states`.
 */
export function epochsToKeep(
  states: readonly KeptState[],
  budget: number,
  always: ReadonlySet<number>,
): readonly number[] {
  const last = states.reduce((highest, { epoch }) => Math.max(highest, epoch), 0);
  for (let every = 1; ; every *= 2) {
    const kept = states.filter(({ epoch }) => epoch % every === 0 || always.has(epoch));
    const bytes = kept.reduce((sum, state) => sum + state.bytes, 0);
    if (bytes <= budget || every > last) return kept.map(({ epoch }) => epoch);
  }
}
