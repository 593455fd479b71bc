import type { EarlyStopping } from '../document/training-options.ts';

/**
 * Whether a run ends after epochs that were judged so, oldest first: as Keras's `EarlyStopping` decides. The first epoch
 * never ends it.
 */
export function endsEarly({ patience, minChange }: EarlyStopping, losses: readonly number[]): boolean {
  let best = Number.POSITIVE_INFINITY;
  let waited = 0;
  for (const loss of losses) {
    waited++;
    if (!(loss + minChange < best)) continue;
    best = loss;
    waited = 0;
  }
  return losses.length > 1 && waited >= patience;
}
