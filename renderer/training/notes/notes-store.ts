import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { DataFacts } from '../../../src/core/diagnosis/evidence.ts';
import type { TrainingNote } from '../../../src/core/diagnosis/note.ts';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import { dataFacts } from '../../../src/engine/watch/data-facts.ts';
import { type App, useApp } from '../../app.ts';

export interface NotesState {
  /** The run that they are about. */
  readonly run: RunRecord | null;
  readonly notes: readonly TrainingNote[];
  /** The first note on each layer. */
  readonly byNode: ReadonlyMap<string, TrainingNote>;
}

const nothing: NotesState = { run: null, notes: [], byNode: new Map() };

const stores = new WeakMap<App, StoreApi<NotesState>>();

/** Notes on the shown run: they follow its figures and its epochs. Nobody asks, nothing is computed. */
export function notesOf(app: App): StoreApi<NotesState> {
  const known = stores.get(app);
  if (known) return known;
  const store = createStore<NotesState>(() => nothing);
  stores.set(app, store);
  const factsOf = createFactsReader();
  const refresh = () => {
    const { records, selected } = app.runs.getState();
    const run = records.find(({ id }) => id === selected) ?? records.at(-1) ?? null;
    const facts = run ? factsOf(app, run) : null;
    const notes = run ? diagnose({ run, figures: figuresFor(app, run), data: facts }) : [];
    if (notes.length === 0 && store.getState().notes.length === 0 && store.getState().run === run) return;
    const onLayers = notes.flatMap((note) => (note.nodeId === null ? [] : [[note.nodeId, note] as const]));
    // The first of a layer is the cause of the others.
    store.setState({ run, notes, byNode: new Map(onLayers.reverse()) });
  };
  app.runs.subscribe((state, before) => {
    if (state.records !== before.records || state.selected !== before.selected) refresh();
  });
  app.session.subscribe((state, before) => {
    if (state.figures !== before.figures) refresh();
  });
  app.data.subscribe(refresh);
  refresh();
  return store;
}

/** Of the run that goes on, the last that came; of others what their record kept. */
function figuresFor(app: App, run: RunRecord) {
  const { session, figures } = app.session.getState();
  const live = 'runId' in session && session.runId === run.id;
  return live ? figures : (run.figures?.at(-1)?.layers ?? {});
}

/** Facts of the images that are open, where the run trained on these; counted once. */
function createFactsReader(): (app: App, run: RunRecord) => DataFacts | null {
  let last: { readonly dataset: Dataset; readonly facts: DataFacts } | null = null;
  return (app, run) => {
    const state = app.data.getState();
    if (state.state !== 'ready') return null;
    const { data } = app.documents.getState().document.training;
    if (JSON.stringify(data) !== JSON.stringify(run.settings.data)) return null;
    if (last?.dataset !== state.dataset) last = { dataset: state.dataset, facts: dataFacts(state.dataset) };
    return last.facts;
  };
}

export const useNotes = <T>(select: (state: NotesState) => T): T => useStore(notesOf(useApp()), select);
