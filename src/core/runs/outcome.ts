import type { EpochRecord, RunRecord } from '../document/runs.ts';

const reached = ({ valAccuracy, accuracy }: EpochRecord): number | null => valAccuracy ?? accuracy;

/** First epoch whose accuracy (on held-out data where there is some) is at least this; `null`: never. */
export const epochsToReach = (run: Pick<RunRecord, 'epochs'>, accuracy: number): number | null =>
  run.epochs.find((epoch) => (reached(epoch) ?? Number.NEGATIVE_INFINITY) >= accuracy)?.epoch ?? null;

/** Seconds of training until then, of the epochs that the run has. */
export function secondsToReach(run: Pick<RunRecord, 'epochs'>, accuracy: number): number | null {
  const epoch = epochsToReach(run, accuracy);
  if (epoch === null) return null;
  return run.epochs.reduce((sum, one) => sum + (one.epoch <= epoch ? one.seconds : 0), 0);
}

/**
 * An accuracy that all of these runs reach: the best of the weakest of them, so that their epochs to it can be compared.
 * `null` where one has no accuracy.
 */
export function commonAccuracy(runs: readonly Pick<RunRecord, 'epochs'>[]): number | null {
  let common = Number.POSITIVE_INFINITY;
  for (const { epochs } of runs) {
    const best = epochs.reduce((most, epoch) => Math.max(most, reached(epoch) ?? most), Number.NEGATIVE_INFINITY);
    common = Math.min(common, best);
  }
  return Number.isFinite(common) ? common : null;
}
