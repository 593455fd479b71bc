import { createStore } from 'zustand/vanilla';
import { drawingOf } from '../../src/core/document/run-marks.ts';
import { bestAccuracy, bestLoss, type RunRecord } from '../../src/core/document/runs.ts';
import type { Rejection } from '../../src/core/search/candidate.ts';
import type { Draw } from '../../src/core/search/draw.ts';
import { roundsOf } from '../../src/core/search/halving.ts';
import { defaultSearch, type SearchSettings } from '../../src/core/search/schema.ts';
import { runSearch, type Trial } from '../../src/core/search/search.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { Snapshot } from '../../src/engine/protocol.ts';
import type { App } from '../app.ts';
import { trainingData } from '../training/compiled.ts';

interface Rejected {
  readonly draw: Draw;
  readonly why: Rejection;
}

export type SearchState =
  | { readonly state: 'idle' }
  | {
      /** `pausing`: no trial begins; `stopping`: nor will any. */
      readonly state: 'running' | 'paused' | 'stopping';
      readonly id: string;
      /** Trainings done, of `all` at most: one for each trial and round. */
      readonly done: number;
      readonly all: number;
      readonly trial: number | null;
      readonly rejected: readonly Rejected[];
    }
  | {
      readonly state: 'finished';
      readonly id: string;
      readonly reason: 'completed' | 'stopped' | 'time' | 'refused';
      readonly done: number;
      readonly rejected: readonly Rejected[];
    };

type SearchParts = Pick<App, 'documents' | 'runs' | 'session' | 'training'>;

/** Runs in progress in which a trial cannot begin. */
const busyStates: ReadonlySet<string> = new Set(['preparing', 'running', 'paused', 'stopping']);
const overStates: ReadonlySet<RunRecord['state']> = new Set(['completed', 'stopped', 'failed']);

/** More is better: accuracy on held-out data, or the loss below zero where there is no accuracy. */
export function scoreOf(run: RunRecord): number | null {
  if (run.state === 'failed') return null;
  const loss = bestLoss(run);
  return bestAccuracy(run) ?? (loss === null ? null : -loss);
}

/** Runs the document's search: every trial is an ordinary run, one after the other. */
export function createSearchController({ documents, runs, session, training }: SearchParts) {
  const store = createStore<SearchState>(() => ({ state: 'idle' }));

  const live = () => {
    const now = store.getState();
    return now.state === 'running' || now.state === 'paused' || now.state === 'stopping' ? now : null;
  };

  /** Resolves once `is` holds; looked at when a store says that something changed. */
  function until(is: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const stops = [runs.subscribe(look), session.subscribe(look), store.subscribe(look)];
      function look(): void {
        if (!is()) return;
        for (const stop of stops) stop();
        resolve();
      }
      look();
    });
  }

  const spent = (id: string): number =>
    runs.getState().records.reduce((sum, { trial, seconds }) => sum + (trial?.search === id ? seconds : 0), 0);

  /** Waits for a pause to end and for a run of the user's; false once the search is to end. */
  async function mayGoOn(id: string, settings: SearchSettings): Promise<boolean> {
    const isFree = () => !busyStates.has(session.getState().session.state);
    await until(() => live() === null || live()?.state === 'stopping' || (live()?.state === 'running' && isFree()));
    if (live()?.state !== 'running') return false;
    return settings.seconds === null || spent(id) < settings.seconds;
  }

  async function start(): Promise<void> {
    if (live()) return;
    const dataset = await training.loadData();
    const { document, id: documentId } = documents.getState();
    const settings = document.search ?? defaultSearch;
    const id = crypto.randomUUID();
    if (!dataset) {
      store.setState({ state: 'finished', id, reason: 'refused', done: 0, rejected: [] }, true);
      return;
    }
    const all = roundsOf(settings).reduce((sum, { count }) => sum + count, 0);
    store.setState({ state: 'running', id, done: 0, all, trial: null, rejected: [] }, true);
    const trainer = trainerOf(id, dataset);
    const leave = documents.subscribe((state) => {
      if (state.id !== documentId) stop();
    });
    try {
      await runSearch({
        document,
        settings,
        data: trainingData(dataset),
        train: trainer.train,
        goOn: () => mayGoOn(id, settings),
        onReject: (draw, why) => {
          const now = live();
          if (now) store.setState({ ...now, rejected: [...now.rejected, { draw, why }] }, true);
        },
        onRound: trainer.keep,
      });
    } finally {
      leave();
      const now = live();
      const late = settings.seconds !== null && spent(id) >= settings.seconds;
      const stopped = now?.state === 'stopping';
      const reason = stopped ? 'stopped' : late ? 'time' : 'completed';
      const { done, rejected } = now ?? { done: 0, rejected: [] };
      store.setState({ state: 'finished', id, reason, done, rejected }, true);
    }
  }

  /** Trains trials of one search; what was left of those that may go on is held on to here. */
  function trainerOf(search: string, dataset: Dataset) {
    const states = new Map<string, Snapshot>();
    const runIds = new Map<number, string>();

    async function train({ number, draw, candidate }: Trial, epochs: number): Promise<number | null> {
      const now = live();
      if (now) store.setState({ ...now, trial: number }, true);
      const before = runs.record(runIds.get(number) ?? '');
      const { document, network } = candidate;
      const refusal = training.launch({
        network,
        settings: { ...document.training, epochs },
        dataset,
        snapshot: (before && states.get(before.id)) ?? null,
        parent: null,
        marks: { drawing: drawingOf(document), trial: { search, number, values: draw } },
        ...(before ? { into: before } : {}),
        quiet: true,
      });
      if (refusal !== null) return null;
      const current = session.getState().session;
      const runId = before?.id ?? ('runId' in current ? current.runId : '');
      runIds.set(number, runId);
      // A run that the user deletes meanwhile is over too.
      await until(() => {
        const state = runs.record(runId)?.state;
        return state === undefined || overStates.has(state);
      });
      const last = runs.getState().checkpoints[runId]?.last;
      if (last) states.set(runId, last);
      const after = live();
      if (after) store.setState({ ...after, done: after.done + 1 }, true);
      const record = runs.record(runId);
      return record ? scoreOf(record) : null;
    }

    return {
      train,
      keep: (kept: readonly Trial[]) => {
        const ids = new Set(kept.map(({ number }) => runIds.get(number)));
        for (const id of states.keys()) if (!ids.has(id)) states.delete(id);
      },
    };
  }

  function pause(): void {
    const now = live();
    if (now?.state !== 'running') return;
    store.setState({ ...now, state: 'paused' }, true);
    training.pause();
  }

  function resume(): void {
    const now = live();
    if (now?.state !== 'paused') return;
    store.setState({ ...now, state: 'running' }, true);
    training.resume();
  }

  /** The trial in progress is stopped too; what was trained stays in the table. */
  function stop(): void {
    const now = live();
    if (!now || now.state === 'stopping') return;
    store.setState({ ...now, state: 'stopping' }, true);
    const { session: current } = session.getState();
    const ours = 'runId' in current && runs.record(current.runId)?.trial?.search === now.id;
    if (ours) training.stop();
  }

  return { ...store, start, pause, resume, stop };
}

export type SearchController = ReturnType<typeof createSearchController>;
