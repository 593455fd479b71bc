import { createStore } from 'zustand/vanilla';
import type { ImportReport } from '../../src/core/interop/keras/notes.ts';
import type { FileFilter } from '../../src/host/host.ts';
import type { NetworkFile } from '../canvas/insert-network-file.ts';
import type { Compared } from './compare/compared.ts';

/** What the app asks before it goes on. `settle` takes the answer; `null` is "cancel". */
export type Question =
  | {
      readonly kind: 'openFile';
      readonly title: string;
      readonly filters: readonly FileFilter[];
      readonly settle: (path: string | null) => void;
    }
  | {
      readonly kind: 'openFolder';
      readonly title: string;
      readonly settle: (path: string | null) => void;
    }
  | {
      readonly kind: 'saveFile';
      /** What is saved, where it is not the network. */
      readonly title?: string;
      readonly filters: readonly FileFilter[];
      readonly suggestedName: string;
      /** Folder shown first; empty: the projects folder. */
      readonly folder: string;
      readonly settle: (path: string | null) => void;
    }
  | {
      /** The file on the disk is not the one that was opened. */
      readonly kind: 'changedOnDisk';
      readonly path: string;
      /** There are changes here that no file has. */
      readonly unsaved: boolean;
      readonly settle: (answer: 'mine' | 'theirs' | 'saveAs' | null) => void;
    }
  | {
      /** Another window has the file open. */
      readonly kind: 'openElsewhere';
      readonly path: string;
      readonly settle: (answer: 'copy' | 'here' | null) => void;
    }
  | {
      /** The file cannot be read, but its backup can. */
      readonly kind: 'damaged';
      readonly path: string;
      /** Of the backup, milliseconds since 1970. */
      readonly modified: number;
      readonly settle: (answer: 'restore' | null) => void;
    }
  | {
      /** The local server that would save has ended. */
      readonly kind: 'unreachable';
      readonly settle: (answer: 'download' | null) => void;
    }
  | {
      /** Drafts cannot be kept on this machine, so leaving would lose the changes. */
      readonly kind: 'loseChanges';
      readonly name: string;
      readonly settle: (answer: 'save' | 'lose' | null) => void;
    }
  | {
      /** Nothing is asked: what did not come along from the file of this name. */
      readonly kind: 'imported';
      readonly name: string;
      readonly report: ImportReport;
      readonly weights: ImportedWeights;
      readonly settle: (answer: null) => void;
    };

/** Whether an import has its weights, has none, or at which layer they did not fit. */
export type ImportedWeights = 'taken' | 'none' | { readonly misfit: string };

type QuestionKind = Question['kind'];
type QuestionOf<K extends QuestionKind> = Extract<Question, { kind: K }>;
type AnswerTo<K extends QuestionKind> = Parameters<QuestionOf<K>['settle']>[0];

export interface DialogsState {
  readonly question: Question | null;
  /** `compareStep`: the same question as `compare`, asked of the history alone. */
  readonly open:
    | 'palette'
    | 'shortcuts'
    | 'cost'
    | 'history'
    | 'compare'
    | 'compareStep'
    | 'generate'
    | 'transfer'
    | 'insertNetwork'
    | null;
  /** What the network on the canvas is being compared with; the comparison fills the window. */
  readonly compared: Compared | null;
  /** The file that `insertNetwork` offers beside the runs. */
  readonly networkFile: NetworkFile | null;
}

/** The one dialog on the screen at a time, and questions that controllers can await. */
export function createDialogs() {
  const store = createStore<DialogsState>(() => ({ question: null, open: null, compared: null, networkFile: null }));

  function settling<K extends QuestionKind>(resolve: (answer: AnswerTo<K>) => void) {
    return (answer: AnswerTo<K>) => {
      store.setState({ question: null });
      resolve(answer);
    };
  }

  return {
    ...store,
    openFile: (title: string, filters: readonly FileFilter[]) =>
      ask<'openFile'>((settle) => ({ kind: 'openFile', title, filters, settle })),
    openFolder: (title: string) => ask<'openFolder'>((settle) => ({ kind: 'openFolder', title, settle })),
    saveFile: (options: Pick<QuestionOf<'saveFile'>, 'title' | 'filters' | 'suggestedName' | 'folder'>) =>
      ask<'saveFile'>((settle) => ({ kind: 'saveFile', ...options, settle })),
    changedOnDisk: (path: string, unsaved: boolean) =>
      ask<'changedOnDisk'>((settle) => ({ kind: 'changedOnDisk', path, unsaved, settle })),
    openElsewhere: (path: string) => ask<'openElsewhere'>((settle) => ({ kind: 'openElsewhere', path, settle })),
    damaged: (path: string, modified: number) =>
      ask<'damaged'>((settle) => ({ kind: 'damaged', path, modified, settle })),
    unreachable: () => ask<'unreachable'>((settle) => ({ kind: 'unreachable', settle })),
    loseChanges: (name: string) => ask<'loseChanges'>((settle) => ({ kind: 'loseChanges', name, settle })),
    /** Takes back what is asked, and ends a comparison: there is something else on the screen now. */
    dismiss: () => {
      dismiss(store.getState().question);
      store.setState({ compared: null });
    },
    imported: (name: string, report: ImportReport, weights: ImportedWeights) =>
      ask<'imported'>((settle) => ({ kind: 'imported', name, report, weights, settle })),
  };

  function ask<K extends QuestionKind>(
    make: (settle: (answer: AnswerTo<K>) => void) => Question,
  ): Promise<AnswerTo<K>> {
    return new Promise((resolve) => {
      dismiss(store.getState().question);
      store.setState({ question: make(settling<K>(resolve)), open: null });
    });
  }
}

/** A new question takes the place of an open one, which is thereby cancelled. */
function dismiss(question: Question | null): void {
  question?.settle(null);
}

export type Dialogs = ReturnType<typeof createDialogs>;
