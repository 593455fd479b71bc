import type { Host } from '../../../src/host/host.ts';
import type { DocumentStore } from '../../store/document.ts';
import type { RunsState, RunsStore } from '../../store/runs.ts';
import type { SessionStore } from '../../store/session.ts';
import { isRunning } from '../step-state.ts';
import { type DraftHeader, readDraft, writeDraft } from './draft-file.ts';

/** Longest time, in milliseconds, that a change waits for its draft. */
const delay = 1500;

/** Milliseconds between drafts of a run in progress. */
const runDelay = 30_000;

/** Changes of settings in runs so far. */
const changesIn = ({ records }: RunsState): number =>
  records.reduce((count, { changes = [] }) => count + changes.length, 0);

/** Weights of a draft's runs are large and change rarely: they have a file of their own. */
const weightsSuffix = '~weights';

export interface DraftSummary extends DraftHeader {
  readonly id: string;
  readonly at: number;
}

export interface DraftOptions {
  readonly host: Host;
  readonly documents: DocumentStore;
  readonly runs: RunsStore;
  readonly session: SessionStore;
  /** The open project without weights, as a draft; `null`: there is nothing to keep. */
  readonly collect: () => { readonly header: DraftHeader; readonly project: Uint8Array } | null;
  /** The open project with the weights of its best run; `null` where no run has any, or more than can be packed now. */
  readonly collectWeights: (running: boolean) => Uint8Array | null;
  /** `null`: drafts can be kept (again). */
  readonly onProblem: (error: unknown) => void;
}

/**
 * Keeps a draft of the open document at most `delay` after each change, and of its runs when they end and every
 * `runDelay` before: packing weights after each epoch would hold up the screen while it trains.
 * Writes follow one another, so that an old state never lands on a newer one.
 */
export function createDraftKeeper({
  host,
  documents,
  runs,
  session,
  collect,
  collectWeights,
  onProblem,
}: DraftOptions) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let runTimer: ReturnType<typeof setTimeout> | null = null;
  let pending = false;
  let weightsPending = false;
  let turn: Promise<void> = Promise.resolve();

  const schedule = () => {
    pending = true;
    timer ??= setTimeout(flush, delay);
  };

  const isTraining = () => isRunning(session.getState().session);

  const scheduleInRun = () => {
    runTimer ??= setTimeout(() => {
      runTimer = null;
      pending = true;
      void flush();
    }, runDelay);
  };

  const endRun = () => {
    if (runTimer !== null) clearTimeout(runTimer);
    runTimer = null;
  };

  /** Writes now what is not written yet; resolves when it is on the disk, or could not be put there. */
  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (!pending) return turn;
    const { id } = documents.getState();
    const draft = collect();
    const weights = weightsPending ? collectWeights(isTraining()) : null;
    pending = false;
    // What is too much to pack now waits for the end of the run.
    weightsPending &&= weights === null && isTraining();
    turn = turn
      .then(async () => {
        if (draft) await host.request('writeDraft', { id, bytes: writeDraft(draft.header, draft.project) });
        else await removeFiles(id);
        if (weights) await host.request('writeDraft', { id: id + weightsSuffix, bytes: weights });
        onProblem(null);
      })
      .catch(onProblem);
    return turn;
  }

  const removeFiles = async (id: string) => {
    await host.request('deleteDraft', { id });
    await host.request('deleteDraft', { id: id + weightsSuffix });
  };

  const stops = [
    documents.subscribe((state, previous) => {
      if (state.document !== previous.document || state.id !== previous.id || state.saved !== previous.saved)
        schedule();
    }),
    runs.subscribe((state, previous) => {
      if (state.checkpoints !== previous.checkpoints) weightsPending = true;
      if (state.waiting !== previous.waiting) schedule();
      if (state.records === previous.records && state.checkpoints === previous.checkpoints) return;
      // A run that is cut off must go on with the settings that it had.
      if (!isTraining() || changesIn(state) !== changesIn(previous)) schedule();
      else if (state.checkpoints !== previous.checkpoints) scheduleInRun();
    }),
    session.subscribe((state, previous) => {
      if (!isRunning(previous.session) || isRunning(state.session)) return;
      endRun();
      schedule();
    }),
  ];

  async function headerOf(id: string): Promise<DraftHeader | null> {
    const bytes = await host.request('readDraft', { id }).catch(() => null);
    const draft = bytes && readDraft(bytes);
    return draft?.ok ? draft.value.header : null;
  }

  return {
    flush,
    isPending: () => pending,
    /** The draft of a document that no window has open any more. */
    remove: (id: string): Promise<void> => {
      turn = turn.then(() => removeFiles(id)).catch(() => undefined);
      return turn;
    },
    async read(id: string) {
      const bytes = await host.request('readDraft', { id });
      const draft = bytes && readDraft(bytes);
      if (!draft?.ok) return null;
      const weights = await host.request('readDraft', { id: id + weightsSuffix });
      return { ...draft.value, weights };
    },
    /** Unsaved work of documents that are not `open`, newest first; drafts that hold nothing new are thrown away. */
    async list(open: ReadonlySet<string>): Promise<readonly DraftSummary[]> {
      const entries = await host.request('listDrafts', {});
      const others = entries.filter(({ id }) => !id.endsWith(weightsSuffix) && !open.has(id));
      const found = await Promise.all(others.map(async (entry) => ({ entry, header: await headerOf(entry.id) })));
      for (const { entry, header } of found)
        if (header && !header.changed) void removeFiles(entry.id).catch(() => undefined);
      return found.flatMap(({ entry, header }) =>
        header?.changed ? [{ ...header, id: entry.id, at: entry.modified }] : [],
      );
    },
    destroy: () => {
      if (timer !== null) clearTimeout(timer);
      endRun();
      for (const stop of stops) stop();
    },
  };
}
