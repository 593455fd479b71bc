import { createStore } from 'zustand/vanilla';
import type { Command } from '../../src/core/document/commands.ts';
import { createHistory, goTo, type History, record, redo, undo } from '../../src/core/document/history.ts';
import { emptyDocument, type StrideDocument } from '../../src/core/document/schema.ts';

export interface DocumentState {
  readonly document: StrideDocument;
  readonly history: History;
  /** Identifies the document for drafts, from opening until closing. */
  readonly id: string;
  /** File on this machine; `null` until saved. */
  readonly path: string | null;
  /** The document as it was saved last; another identity means unsaved changes. */
  readonly saved: StrideDocument | null;
}

/** The only way to change the document. `label` is what undo says, e.g. "Add Conv2D". */
export function createDocumentStore() {
  const empty = emptyDocument('untitled');
  const store = createStore<DocumentState>(() => ({
    document: empty,
    history: createHistory(empty),
    id: 'none',
    path: null,
    saved: empty,
  }));
  const setHistory = (history: History) => store.setState({ history, document: history.present });
  return {
    ...store,
    dispatch: (label: string, ...commands: readonly Command[]) =>
      setHistory(record(store.getState().history, label, commands, Date.now())),
    undo: () => setHistory(undo(store.getState().history)),
    redo: () => setHistory(redo(store.getState().history)),
    /** To the document after this many of the steps in its history. */
    goTo: (steps: number) => setHistory(goTo(store.getState().history, steps)),
    /** Replaces everything: a new, opened or recovered document starts its own history. */
    open: (document: StrideDocument, from: { id: string; path: string | null; saved: boolean }) =>
      store.setState({
        document,
        history: createHistory(document),
        id: from.id,
        path: from.path,
        saved: from.saved ? document : null,
      }),
    /** No file has the document as it is. */
    markUnsaved: () => store.setState({ saved: null }),
    markSaved: (path: string, document: StrideDocument) => store.setState({ path, saved: document }),
  };
}

export type DocumentStore = ReturnType<typeof createDocumentStore>;
