import { createStore } from 'zustand/vanilla';
import { analyze } from '../../src/core/analysis/analyze.ts';
import type { SearchPlan } from '../../src/core/runs/waiting.ts';
import type { Rejection } from '../../src/core/search/candidate.ts';
import type { Draw } from '../../src/core/search/draw.ts';
import { roundsOf } from '../../src/core/search/halving.ts';
import { defaultSearch, type SearchSettings } from '../../src/core/search/schema.ts';
import { runSearch } from '../../src/core/search/search.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import { trainingDataOf } from '../../src/engine/data/training-data.ts';
import type { App } from '../app.ts';
import { compiledNetwork } from '../training/compiled.ts';
import { createTrainer } from './search-trainer.ts';

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
  async function mayGoOn(id: string, { seconds }: SearchSettings): Promise<boolean> {
    const isFree = () => !busyStates.has(session.getState().session.state);
    await until(() => live() === null || live()?.state === 'stopping' || (live()?.state === 'running' && isFree()));
    if (live()?.state !== 'running') return false;
    return seconds === null || spent(id) < seconds;
  }

  /** The data that a search's document names; `null` where they, or a network for them, are not there. */
  async function dataOf({ graph, training: settings }: SearchPlan['document']): Promise<Dataset | null> {
    const network = compiledNetwork(graph, analyze(graph));
    if (!network) return training.loadData();
    const opened = await training.datasetOf({ network, settings });
    return opened.ok ? opened.value : null;
  }

  async function start(): Promise<void> {
    if (live()) return;
    // Shown on the screen too, as before any other run.
    const dataset = await training.loadData();
    await run({ id: crypto.randomUUID(), document: documents.getState().document, rests: false }, dataset);
  }

  /** Goes on with a search that was stopped or cut off, within the time that the document allows now. */
  async function resumePlan(): Promise<void> {
    const { search } = runs.getState().waiting;
    if (live() || !search) return;
    const { seconds } = documents.getState().document.search ?? search.document.search ?? defaultSearch;
    const document = { ...search.document, search: { ...(search.document.search ?? defaultSearch), seconds } };
    await run({ ...search, document, rests: false }, await dataOf(search.document));
  }

  async function run(plan: SearchPlan, dataset: Dataset | null): Promise<void> {
    const { id, document } = plan;
    const { id: documentId } = documents.getState();
    const settings = document.search ?? defaultSearch;
    if (!dataset) {
      store.setState({ state: 'finished', id, reason: 'refused', done: 0, rejected: [] }, true);
      return;
    }
    const all = roundsOf(settings).reduce((sum, { count }) => sum + count, settings.repeats);
    store.setState({ state: 'running', id, done: 0, all, trial: null, rejected: [] }, true);
    runs.setWaiting({ search: plan });
    const project = runs.project();
    const trainer = createTrainer({ search: id, dataset, until, runs, session, training });
    const leave = documents.subscribe((state) => {
      if (state.id !== documentId) halt();
    });
    // Nothing begins by itself where the project is being left.
    const hold = training.queue.subscribe(({ held }, before) => {
      if (held === 'left' && before.held !== held) halt();
    });
    try {
      await runSearch({
        document,
        settings,
        data: trainingDataOf(dataset),
        train: async (trial, epochs) => {
          const now = live();
          if (now) store.setState({ ...now, trial: trial.number }, true);
          const score = await trainer.train(trial, epochs);
          const after = live();
          if (after) store.setState({ ...after, done: after.done + 1 }, true);
          return score;
        },
        goOn: () => mayGoOn(id, settings),
        onReject: (draw, why) => {
          const now = live();
          if (now) store.setState({ ...now, rejected: [...now.rejected, { draw, why }] }, true);
        },
        onRound: trainer.keep,
      });
    } finally {
      leave();
      hold();
      const now = live();
      const late = settings.seconds !== null && spent(id) >= settings.seconds;
      const stopped = now?.state === 'stopping';
      const reason = stopped ? 'stopped' : late ? 'time' : 'completed';
      const { done, rejected } = now ?? { done: 0, rejected: [] };
      if (project === runs.project()) {
        if (reason === 'completed') runs.setWaiting({ search: null });
        else if (reason === 'time') rest(id);
      }
      store.setState({ state: 'finished', id, reason, done, rejected }, true);
    }
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

  /** Nobody waits for it any more, but it can be gone on with. */
  function rest(id: string): void {
    const { search } = runs.getState().waiting;
    if (search?.id === id) runs.setWaiting({ search: { ...search, rests: true } });
  }

  /** The trial in progress is stopped too; what was trained stays in the table. */
  function halt(): void {
    const now = live();
    if (!now || now.state === 'stopping') return;
    store.setState({ ...now, state: 'stopping' }, true);
    const { session: current } = session.getState();
    const ours = 'runId' in current && runs.record(current.runId)?.trial?.search === now.id;
    if (ours) training.stop();
  }

  function stop(): void {
    const now = live();
    if (now) rest(now.id);
    halt();
  }

  return { ...store, start, resumePlan, pause, resume, stop };
}

export type SearchController = ReturnType<typeof createSearchController>;
