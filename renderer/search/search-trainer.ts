import { drawingOf } from '../../src/core/document/run-marks.ts';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { epochsDone, scoreAfter, scoreOf } from '../../src/core/search/outcome.ts';
import type { Trial } from '../../src/core/search/search.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { Snapshot } from '../../src/engine/protocol.ts';
import type { App } from '../app.ts';

interface Parts extends Pick<App, 'runs' | 'session' | 'training'> {
  /** What the trials name the search by. */
  readonly search: string;
  readonly dataset: Dataset;
  /** Resolves once it holds. */
  readonly until: (is: () => boolean) => Promise<void>;
}

const overStates: ReadonlySet<RunRecord['state']> = new Set(['completed', 'stopped', 'failed']);

/** Trains trials of one search as ordinary runs. A trial that has come so far already, in a window before, is not trained again. */
export function createTrainer({ search, dataset, until, runs, session, training }: Parts) {
  /** What was left of trials that may go on. */
  const states = new Map<string, Snapshot>();

  const recordOf = ({ number, repeat }: Pick<Trial, 'number' | 'repeat'>): RunRecord | undefined =>
    runs
      .getState()
      .records.find(
        ({ trial }) => trial?.search === search && trial.number === number && (trial.repeat ?? 0) === repeat,
      );

  const hasCome = (run: RunRecord, epochs: number): boolean =>
    epochsDone(run) >= epochs || run.state === 'failed' || run.endedEarly !== undefined;

  async function stateOf(run: RunRecord): Promise<Snapshot | null> {
    const known = states.get(run.id) ?? runs.getState().checkpoints[run.id]?.last;
    return known ?? (await training.keeper.read(run.id, epochsDone(run)));
  }

  return {
    async train(trial: Trial, epochs: number): Promise<number | null> {
      const before = recordOf(trial);
      if (before && hasCome(before, epochs)) return scoreAfter(before, epochs);
      const { number, repeat, draw, candidate } = trial;
      const { document, network } = candidate;
      const refusal = training.launch({
        network,
        settings: document.training,
        dataset,
        snapshot: before ? await stateOf(before) : null,
        parent: null,
        marks: {
          drawing: drawingOf(document),
          trial: { search, number, values: draw, ...(repeat > 0 ? { repeat } : {}) },
        },
        ...(before ? { into: before } : {}),
        until: epochs,
        quiet: true,
      });
      if (refusal !== null) return null;
      const current = session.getState().session;
      const runId = before?.id ?? ('runId' in current ? current.runId : '');
      // A run that the user deletes meanwhile is over too.
      await until(() => {
        const state = runs.record(runId)?.state;
        return state === undefined || overStates.has(state);
      });
      const last = runs.getState().checkpoints[runId]?.last;
      if (last) states.set(runId, last);
      const record = runs.record(runId);
      return record && record.state !== 'failed' ? scoreOf(record) : null;
    },
    /** The others are given up: what was left of them is let go. */
    keep(kept: readonly Trial[]): void {
      const ids = new Set(kept.map((trial) => recordOf(trial)?.id));
      for (const id of states.keys()) if (!ids.has(id)) states.delete(id);
    },
  };
}
