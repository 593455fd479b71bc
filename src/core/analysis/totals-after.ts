import { countBy } from './conventions.ts';
import { countsForDepth } from './depth.ts';
import type { NodeAnalysis, Totals } from './types.ts';

/** What was known about a node, and what is known now. */
export interface Change {
  readonly was: NodeAnalysis;
  readonly now: NodeAnalysis;
}

/**
 * Totals after some nodes changed, without a look at the others; their number and their wires are as they were. `null` where
 * the others must be looked at: the longest path may be another, or sums are too large to be exact.
 */
export function totalsAfter(before: Totals, changes: readonly Change[]): Totals | null {
  let { trainable, nonTrainable, macs, activationBytes, unknown } = before;
  let otherOps = before.allOps - countBy('ops', { macs, otherOps: 0 });
  for (const { was, now } of changes) {
    if (countsForDepth(was) !== countsForDepth(now)) return null;
    trainable += now.parameters.trainable - was.parameters.trainable;
    nonTrainable += now.parameters.nonTrainable - was.parameters.nonTrainable;
    macs += (now.cost?.macs.value ?? 0) - (was.cost?.macs.value ?? 0);
    otherOps += (now.cost?.otherOps.value ?? 0) - (was.cost?.otherOps.value ?? 0);
    activationBytes += (now.activationBytes ?? 0) - (was.activationBytes ?? 0);
    unknown += (now.output === null ? 1 : 0) - (was.output === null ? 1 : 0);
  }
  const parameters = trainable + nonTrainable;
  const after = {
    parameters,
    trainable,
    nonTrainable,
    macs,
    flops: countBy('flops', { macs, otherOps }),
    allOps: countBy('ops', { macs, otherOps }),
    activationBytes,
    weightBytes: parameters * 4,
    depth: before.depth,
    layers: before.layers,
    unknown,
  };
  return areExact(before) && areExact(after) ? after : null;
}

/** Sums of whole numbers that are none below 0: where the sum is exact, every part of it was. */
const areExact = ({ parameters, allOps, activationBytes }: Totals): boolean =>
  Number.isSafeInteger(parameters) && Number.isSafeInteger(allOps) && Number.isSafeInteger(activationBytes);
