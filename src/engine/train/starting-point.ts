import type { Snapshot } from '../protocol.ts';
import type { LiveSettings } from './live-settings.ts';
import type { Progress } from './snapshot.ts';

/** Where to begin. A snapshot of other settings (another batch size) begins at the start of its epoch. */
export function startingPoint(snapshot: Snapshot | undefined, { batchSize, stepsPerEpoch }: LiveSettings): Progress {
  const within = snapshot?.partial;
  const sameBatch = within?.batchSize === undefined || within.batchSize === batchSize;
  const continues = within !== undefined && sameBatch && within.stepInEpoch <= stepsPerEpoch;
  return {
    step: snapshot?.step ?? 0,
    epoch: snapshot?.epoch ?? 0,
    stepInEpoch: continues ? within.stepInEpoch : 0,
    partial: continues ? [...within.sums] : [],
    partialSamples: continues ? within.samples : 0,
    partialSeconds: continues ? within.seconds : 0,
    history: [...(snapshot?.history ?? [])],
  };
}
