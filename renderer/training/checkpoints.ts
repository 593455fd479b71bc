import type { RunRecord } from '../../src/core/document/runs.ts';
import type { Snapshot } from '../../src/engine/protocol.ts';
import type { CheckpointName, RunsState } from '../store/runs.ts';
import type { CheckpointRef } from '../store/session.ts';

export interface Checkpoint extends CheckpointRef {
  readonly record: RunRecord;
  readonly snapshot: Snapshot;
}

const names: readonly CheckpointName[] = ['best', 'last'];

/** Everything that can be evaluated, newest run first; `last` is left out where it is the best state too. */
export function availableCheckpoints(runs: Pick<RunsState, 'records' | 'checkpoints'>): readonly Checkpoint[] {
  return [...runs.records].reverse().flatMap((record) => {
    const pair = runs.checkpoints[record.id];
    return names.flatMap((which) => {
      const snapshot = pair?.[which];
      const isRepeat = which === 'last' && pair?.best?.step === snapshot?.step;
      return snapshot && !isRepeat ? [{ runId: record.id, which, record, snapshot }] : [];
    });
  });
}

/** The chosen checkpoint while it exists, else the first available one. */
export function resolveCheckpoint(
  chosen: CheckpointRef | null,
  runs: Pick<RunsState, 'records' | 'checkpoints'>,
): Checkpoint | null {
  const available = availableCheckpoints(runs);
  const match = available.find(({ runId, which }) => runId === chosen?.runId && which === chosen.which);
  return match ?? available[0] ?? null;
}

export const sameCheckpoint = (a: CheckpointRef | null, b: CheckpointRef | null): boolean =>
  a?.runId === b?.runId && a?.which === b?.which;
