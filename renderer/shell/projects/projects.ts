import i18next from 'i18next';
import { createStore } from 'zustand/vanilla';
import { emptyDocument, type StrideDocument } from '../../../src/core/document/schema.ts';
import type { FileStat } from '../../../src/host/host.ts';
import { HostError } from '../../../src/host/host.ts';
import type { OpenedFile } from '../../../src/host/model-file.ts';
import { type Project, writeProject } from '../../../src/host/project-file.ts';
import { bestWithWeights, broughtSnapshots, snapshotBytes } from '../../store/runs.ts';
import { chooseFile, chooseSavePath } from '../choose-path.ts';
import { baseName, folderOf } from '../paths.ts';
import { createDraftKeeper } from './drafts.ts';
import { endRun } from './end-run.ts';
import { fileName, isPlain, nameAfterFile, plain, projectFilters, saveFilters } from './file-forms.ts';
import { createFileWatch } from './file-watch.ts';
import { hostErrorText } from './host-errors.ts';
import type { ProjectsOptions, ProjectsState } from './options.ts';
import { createReader } from './reading.ts';
import { createRefresh } from './refresh.ts';
import { createRestore } from './restore.ts';
import { createDraftPicture, summarise } from './summary.ts';
import { clearTab, writeTab } from './tab-record.ts';
import { tellImported } from './tell-imported.ts';

/** Weights beyond this many bytes are kept by saving only: packing them would hold up the screen for seconds. */
const largestDraft = 256 * 2 ** 20;

/** The same while a run is on the screen: packing this much took 34 ms. */
const largestDraftInRun = 4 * 2 ** 20;

interface Origin {
  readonly id?: string;
  readonly path: string | null;
  /** When the file had been changed last; `null` without a file. */
  readonly modified: number | null;
  readonly saved: boolean;
}

/** Everything about which document is open and where it is kept: files, drafts, the list of recent ones. */
export function createProjects(options: ProjectsOptions) {
  const { host, about, documents, analyses, runs, session, ui, dialogs, notify, claims, tab } = options;
  const now = options.now ?? Date.now;
  const store = createStore<ProjectsState>(() => ({
    saving: false,
    savedAt: null,
    savedRecords: runs.getState().records,
    draftProblem: null,
    recent: null,
    drafts: [],
  }));
  /** Of the open file, when it was last read or written here. */
  let modified: number | null = null;
  /** A change of the file that the user has put off answering: asked again only when it is saved. */
  let putOff: number | null = null;
  /** What the file knows of the runs that wait. */
  let savedWaiting = runs.getState().waiting;
  const reader = createReader({ host, dialogs, notify });

  const isOpen = () => documents.getState().id !== 'none';
  const isUnsaved = () => {
    const { document, saved } = documents.getState();
    const { records, waiting } = runs.getState();
    return document !== saved || records !== store.getState().savedRecords || waiting !== savedWaiting;
  };
  const project = (withWeights: boolean): Project => {
    const state = runs.getState();
    const best = withWeights ? bestWithWeights(state) : null;
    const { document } = documents.getState();
    const parts = withWeights ? broughtSnapshots(state, document.graph, best?.record.id) : [];
    return {
      document,
      ...(parts.length > 0 && { parts }),
      runs: state.records,
      waiting: state.waiting,
      best: best && { runId: best.record.id, snapshot: best.snapshot },
    };
  };
  const summary = (picture?: ReturnType<typeof createDraftPicture>) =>
    summarise(documents.getState().document, analyses.getState().analysis, runs.getState().records, picture);
  const draftPicture = createDraftPicture();

  const keeper = createDraftKeeper({
    host,
    documents,
    runs,
    session,
    collect: () => {
      const { document, path } = documents.getState();
      // A saved file needs no draft; a network without a file does, so that a reload of the page finds it.
      if (!isOpen() || (!isUnsaved() && path !== null)) return null;
      const header = { name: document.name, path, modified, changed: isUnsaved(), summary: summary(draftPicture) };
      // Drafts are written while somebody works: they need not be small.
      return {
        header: { format: 'stride-draft', version: 1, ...header },
        project: writeProject(project(false), false),
      };
    },
    collectWeights: (running) => {
      const best = bestWithWeights(runs.getState());
      const most = running ? largestDraftInRun : largestDraft;
      return best && isUnsaved() && snapshotBytes(best.snapshot) <= most ? writeProject(project(true)) : null;
    },
    onProblem: (error) => {
      const reason = error === null ? null : hostErrorText(error, 'writing');
      const known = store.getState().draftProblem;
      if (reason === known) return;
      store.setState({ draftProblem: reason });
      if (reason !== null && known === null) notify('problem', i18next.t('shell:notices.draftFailed', { reason }));
    },
  });
  const refresh = createRefresh(options, store, keeper);

  /** Puts a document on the canvas; what was there has been taken care of by `leave`. */
  function show(opened: Project, origin: Origin): void {
    // What was said or asked of the network before.
    dialogs.dismiss();
    const id = origin.id ?? crypto.randomUUID();
    claims.claim(id, origin.path);
    modified = origin.modified;
    putOff = null;
    const kept = [...(opened.best ? [opened.best] : []), ...(opened.parts ?? [])];
    const checkpoints = Object.fromEntries(kept.map(({ runId, snapshot }) => [runId, { best: snapshot, last: null }]));
    runs.load(opened.runs, checkpoints, opened.waiting);
    documents.open(opened.document, { id, path: origin.path, saved: origin.saved });
    store.setState({ savedAt: null, savedRecords: origin.saved ? runs.getState().records : [] });
    savedWaiting = runs.getState().waiting;
    ui.setState({
      screen: 'editor',
      step: 'define',
      selection: new Set(),
      selectedEdges: new Set(),
      selectedNotes: new Set(),
      problemsOpen: false,
      exportOpen: false,
    });
    writeTab(tab, { id, path: origin.path, unwritten: null });
  }

  /** False: the user would rather stay. Unsaved work stays behind as a draft. */
  async function leave(): Promise<boolean> {
    if (!isOpen()) return true;
    await endRun(session, options.stopTraining);
    await keeper.flush();
    if (!isUnsaved()) {
      if (documents.getState().path === null) await keeper.remove(documents.getState().id);
      return true;
    }
    if (store.getState().draftProblem === null) return true;
    const answer = await dialogs.loseChanges(documents.getState().document.name);
    if (answer === 'save') return save();
    return answer === 'lose';
  }

  /** Reports what a file command could not do, and says whether it did it. */
  async function attempt(work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      notify('problem', hostErrorText(error));
      return false;
    }
  }

  /** `make` runs after the document before has been left, so that a cancelled question costs nothing. */
  async function openDocument(make: () => StrideDocument): Promise<boolean> {
    if (!(await leave())) return false;
    show({ document: make(), runs: [], best: null }, { path: null, modified: null, saved: true });
    return true;
  }

  /** An imported network has no file of its own yet. */
  async function showImported(opened: OpenedFile, name: string): Promise<void> {
    show(opened.project, { path: null, modified: null, saved: false });
    await tellImported(opened, name, { dialogs, notify });
  }

  /** A file that another window has open is opened only if the user still wants to. */
  async function openPath(path: string): Promise<boolean> {
    if (documents.getState().path !== path && (await claims.isFileElsewhere(path))) {
      const answer = await dialogs.openElsewhere(path);
      return answer === null ? false : openFile(path, answer === 'copy');
    }
    return openFile(path, false);
  }

  /** As a `copy` it is a new network that has no file yet. */
  const openFile = (path: string, copy: boolean): Promise<boolean> =>
    attempt(async () => {
      const opened = await reader.file(path);
      if (!opened || !(await leave())) return false;
      if (opened.report !== null) {
        await showImported(opened, baseName(path));
        return true;
      }
      if (copy) show(opened.project, { path: null, modified: null, saved: false });
      else show(opened.project, { path, modified: opened.modified, saved: !opened.restored });
      await host.request('remember', { path, name: opened.project.document.name, summary: summary() });
      return true;
    });

  async function open(): Promise<boolean> {
    const path = await chooseFile(options, i18next.t('shell:fileDialog.openTitle'), projectFilters());
    return path === null ? false : openPath(path);
  }

  const save = () => orDownload(saveHere);

  /** What is saved while the host is gone can still be taken away as a download. */
  async function orDownload(work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      const gone = error instanceof HostError && error.code === 'unreachable';
      if (!gone) notify('problem', hostErrorText(error, 'writing'));
      else if ((await dialogs.unreachable()) === 'download') {
        options.download(`${fileName(documents.getState().document.name)}.stride`, writeProject(project(true)));
      }
      return false;
    }
  }

  async function saveHere(): Promise<boolean> {
    const { path } = documents.getState();
    // A plain document has no room for runs.
    if (path === null || (isPlain(path) && runs.getState().records.length > 0)) return saveAs();
    const file = await host.request('stat', { path });
    if (!file || modified === null || file.modified === modified) return write(path);
    return (await answerChange(path, file)) === 'mine' && write(path);
  }

  /** The open file is no longer what was opened: theirs takes its place, and what was here stays behind as a draft. */
  async function answerChange(path: string, file: FileStat): Promise<'mine' | null> {
    const answer = await dialogs.changedOnDisk(path, isUnsaved());
    if (documents.getState().path !== path) return null;
    if (answer === 'mine') {
      modified = file.modified;
      // The file has other contents than the network now.
      documents.markUnsaved();
    } else if (answer === 'theirs') await openFile(path, false);
    else if (answer === 'saveAs') await saveAs();
    else putOff = file.modified;
    return answer === 'mine' ? answer : null;
  }

  const watch = createFileWatch({
    host,
    known: () => {
      const { path } = documents.getState();
      const busy = store.getState().saving || dialogs.getState().question !== null;
      return path === null || modified === null || busy ? null : { path, modified };
    },
    onChanged: async (path, file) => {
      if (file.modified !== putOff) await attempt(async () => (await answerChange(path, file)) !== null);
    },
    onGone: (path) => {
      modified = null;
      documents.markUnsaved();
      notify('problem', i18next.t('shell:notices.fileGone', { name: baseName(path) }));
    },
  });

  const saveAs = () => orDownload(saveElsewhere);

  async function saveElsewhere(): Promise<boolean> {
    const { path, document } = documents.getState();
    const suggestedName = `${fileName(document.name)}.stride`;
    // A dialog over a host that has gone could only say that there are no folders.
    await host.request('stat', { path: about.projects });
    const folder = path === null ? '' : folderOf(path);
    const chosen = await chooseSavePath(options, { filters: saveFilters(), suggestedName, folder });
    if (chosen === null) return false;
    nameAfterFile(documents, chosen);
    await write(chosen);
    notify('done', i18next.t('shell:notices.saved', { name: baseName(chosen) }));
    return true;
  }

  async function write(path: string): Promise<boolean> {
    store.setState({ saving: true });
    try {
      // Taken now: the user may go on editing while the bytes travel.
      const { document, id } = documents.getState();
      const { records, waiting } = runs.getState();
      const file = await host.request('write', {
        path,
        bytes: isPlain(path) ? plain(document) : writeProject(project(true)),
      });
      modified = file.modified;
      putOff = null;
      claims.claim(id, file.path);
      store.setState({ savedAt: now(), savedRecords: records });
      savedWaiting = waiting;
      documents.markSaved(file.path, document);
      writeTab(tab, { id, path: file.path, unwritten: null });
      await host.request('remember', { path: file.path, name: document.name, summary: summary() });
      await keeper.flush();
      return true;
    } finally {
      store.setState({ saving: false });
    }
  }

  /** With `copy`, another window has it open: this one goes on with a network of its own. */
  async function openDraft(id: string, copy = false): Promise<boolean> {
    return attempt(async () => {
      const draft = await keeper.read(id);
      const opened = draft && reader.draft(draft.weights ?? draft.project, draft.header.name);
      const document = draft && reader.draft(draft.project, draft.header.name);
      if (!draft || !opened || !document) {
        if (!draft) notify('problem', i18next.t('shell:notices.draftGone'));
        return false;
      }
      if (documents.getState().id !== id && !(await leave())) return false;
      const { path, modified: known, changed } = draft.header;
      const project = { ...document, best: opened.best };
      if (copy) show(project, { path: null, modified: null, saved: false });
      else show(project, { id, path, modified: known, saved: !changed });
      return true;
    });
  }

  const restore = createRestore({
    ...options,
    keeper,
    openDraft,
    openFile,
    showUnwritten: (document, from) =>
      show({ document, runs: [], best: null }, { ...from, modified: null, saved: false }),
    isOpen,
  });

  /** To the start screen; the document stays open behind it and a run goes on. */
  function home(): void {
    ui.setState({ screen: 'start' });
    void keeper.flush().then(refresh);
  }

  return {
    store,
    isOpen,
    isUnsaved,
    home,
    refresh,
    restore,
    open,
    openPath,
    openDraft,
    openDocument,
    save,
    saveAs,
    flushDraft: keeper.flush,
    /** Asks what to do where another program has changed the open file. */
    checkFile: watch.check,
    /** A dropped file: its place on the disk is not known, so saving asks for one. */
    async openBlob(name: string, blob: Blob): Promise<boolean> {
      const opened = await reader.blob(blob, name);
      if (!opened || !(await leave())) return false;
      if (opened.report !== null) await showImported(opened, name);
      else show(opened.project, { path: null, modified: null, saved: true });
      return true;
    },
    async close(): Promise<boolean> {
      if (!(await leave())) return false;
      clearTab(tab);
      claims.claim(null, null);
      runs.load([], {});
      documents.open(emptyDocument(i18next.t('shell:untitled')), { id: 'none', path: null, saved: true });
      store.setState({ savedAt: null, savedRecords: runs.getState().records });
      savedWaiting = runs.getState().waiting;
      ui.setState({ screen: 'start' });
      await refresh();
      return true;
    },
    async removeDraft(id: string): Promise<void> {
      await keeper.remove(id);
      await refresh();
    },
    async forget(path: string): Promise<void> {
      await attempt(async () => (await host.request('forget', { path })) === null);
      await refresh();
    },
    /** The page goes away: what no draft has yet is kept in the tab, for a reload; asks only where that would lose it. */
    onPageHide(): void {
      if (!isOpen()) return;
      const { id, path } = documents.getState();
      const unwritten = keeper.isPending() && isUnsaved() ? JSON.stringify(documents.getState().document) : null;
      writeTab(tab, { id, path, unwritten });
      void keeper.flush();
    },
    mustAskBeforeUnload: () => isOpen() && isUnsaved() && store.getState().draftProblem !== null,
    destroy: keeper.destroy,
  };
}

export type Projects = ReturnType<typeof createProjects>;
