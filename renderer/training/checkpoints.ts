import type { RunRecord } from '../../src/core/document/runs.ts';
import type { Snapshot } from '../../src/engine/protocol.ts';
import type { Checkpoints, RunsState } from '../store/runs.ts';
import type { CheckpointRef } from '../store/session.ts';

export interface Checkpoint extends CheckpointRef {
  readonly record: RunRecord;
  readonly snapshot: Snapshot;
}

/** Everything that can be evaluated, newest run first. */
export function availableCheckpoints(runs: Pick<RunsState, 'records' | 'checkpoints'>): readonly Checkpoint[] {
  return [...runs.records].reverse().flatMap((record) => {
    const states = runs.checkpoints[record.id];
    return states ? statesOf(states).map((state) => ({ runId: record.id, record, ...state })) : [];
  });
}

/** `last` and the epoch that was picked are left out where they are the best state, or each other. */
function statesOf({ best, last, picked }: Checkpoints): readonly Pick<Checkpoint, 'which' | 'snapshot'>[] {
  const known = new Set<number>();
  return (
    [
      ['best', best],
      ['last', last],
      [picked?.epoch ?? 0, picked],
    ] as const
  ).flatMap(([which, snapshot]) => {
    if (!snapshot || known.has(snapshot.step)) return [];
    known.add(snapshot.step);
    return [{ which, snapshot }];
  });
}

/** The chosen checkpoint while it exists, else the first available one. */
export function resolveCheckpoint(
  chosen: CheckpointRef | null,
  runs: Pick<RunsState, 'records' | 'checkpoints'>,
): Checkpoint | null {
  const available = availableCheckpoints(runs);
  const match = available.find(
    ({ runId, which, snapshot }) =>
      runId === chosen?.runId && (which === chosen.which || (!snapshot.partial && snapshot.epoch === chosen.which)),
  );
  return match ?? available[0] ?? null;
}

export const sameCheckpoint = (a: CheckpointRef | null, b: CheckpointRef | null): boolean =>
  a?.runId === b?.runId && a?.which === b?.which;
