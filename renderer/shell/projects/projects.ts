import i18next from 'i18next';
import { createStore } from 'zustand/vanilla';
import { parseDocument } from '../../../src/core/document/migrations.ts';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { emptyDocument, type StrideDocument } from '../../../src/core/document/schema.ts';
import type { ImportError } from '../../../src/core/interop/keras/notes.ts';
import type { FileFilter, Host, HostAbout, RecentFile } from '../../../src/host/host.ts';
import { HostError } from '../../../src/host/host.ts';
import type { OpenedFile } from '../../../src/host/model-file.ts';
import { type Project, type ProjectError, readProject, writeProject } from '../../../src/host/project-file.ts';
import type { AnalysisStore } from '../../store/analysis.ts';
import type { DocumentStore } from '../../store/document.ts';
import { bestWithWeights, type RunsStore, snapshotBytes } from '../../store/runs.ts';
import type { SessionStore } from '../../store/session.ts';
import type { UiStore } from '../../store/ui.ts';
import { chooseFile } from '../choose-path.ts';
import type { Dialogs } from '../dialogs.ts';
import { importErrorText } from '../import-texts.ts';
import { baseName, folderOf } from '../paths.ts';
import { isRunning } from '../step-state.ts';
import type { Claims } from './claims.ts';
import { createDraftKeeper, type DraftSummary } from './drafts.ts';
import { hostErrorText } from './host-errors.ts';
import { summarise } from './summary.ts';
import { clearTab, readTab, writeTab } from './tab-record.ts';

export interface ProjectsState {
  readonly saving: boolean;
  /** Milliseconds since 1970, of the last save from this window. */
  readonly savedAt: number | null;
  /** Runs that the file on the disk has; other ones mean unsaved changes. */
  readonly savedRecords: readonly RunRecord[];
  /** Why drafts cannot be kept, in the interface's language; `null`: they are. */
  readonly draftProblem: string | null;
  /** `null` until first read. */
  readonly recent: readonly RecentFile[] | null;
  readonly drafts: readonly DraftSummary[];
}

export type Notify = (tone: 'done' | 'problem', text: string) => void;

export interface ProjectsOptions {
  readonly host: Host;
  readonly about: HostAbout;
  readonly documents: DocumentStore;
  readonly analyses: AnalysisStore;
  readonly runs: RunsStore;
  readonly session: SessionStore;
  readonly ui: UiStore;
  readonly dialogs: Dialogs;
  readonly notify: Notify;
  /** Asks the run in progress to end: its document is about to leave. */
  readonly stopTraining: () => void;
  readonly claims: Claims;
  /** Of the tab: survives a reload of the page, not its closing. */
  readonly tab: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly now?: () => number;
}

export const projectFilters = (): readonly FileFilter[] => [
  { name: i18next.t('shell:fileDialog.projectFiles'), extensions: ['stride', 'json', 'keras'] },
];
const saveFilters = (): readonly FileFilter[] => [{ name: 'Stride', extensions: ['stride'] }];

/** Milliseconds that a stopping run is waited for. */
const patience = 3000;

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

  const isOpen = () => documents.getState().id !== 'none';
  const isUnsaved = () => {
    const { document, saved } = documents.getState();
    return document !== saved || runs.getState().records !== store.getState().savedRecords;
  };
  const project = (withWeights: boolean): Project => {
    const state = runs.getState();
    const best = withWeights ? bestWithWeights(state) : null;
    return {
      document: documents.getState().document,
      runs: state.records,
      best: best && { runId: best.record.id, snapshot: best.snapshot },
    };
  };
  const summary = () => summarise(documents.getState().document, analyses.getState().analysis, runs.getState().records);

  const keeper = createDraftKeeper({
    host,
    documents,
    runs,
    session,
    collect: () => {
      const { document, path } = documents.getState();
      // A saved file needs no draft; a network without a file does, so that a reload of the page finds it.
      if (!isOpen() || (!isUnsaved() && path !== null)) return null;
      const header = { name: document.name, path, modified, changed: isUnsaved(), summary: summary() };
      return { header: { format: 'stride-draft', version: 1, ...header }, project: writeProject(project(false)) };
    },
    collectWeights: (running) => {
      const best = bestWithWeights(runs.getState());
      const most = running ? largestDraftInRun : largestDraft;
      return best && isUnsaved() && snapshotBytes(best.snapshot) <= most ? writeProject(project(true)) : null;
    },
    onProblem: (error) => {
      const reason = error === null ? null : hostErrorText(error);
      const known = store.getState().draftProblem;
      if (reason === known) return;
      store.setState({ draftProblem: reason });
      if (reason !== null && known === null) notify('problem', i18next.t('shell:notices.draftFailed', { reason }));
    },
  });

  /** Puts a document on the canvas; what was there has been taken care of by `leave`. */
  function show(opened: Project, origin: Origin): void {
    const id = origin.id ?? crypto.randomUUID();
    claims.claim(id);
    modified = origin.modified;
    const checkpoints = opened.best ? { [opened.best.runId]: { best: opened.best.snapshot, last: null } } : {};
    runs.load(opened.runs, checkpoints);
    documents.open(opened.document, { id, path: origin.path, saved: origin.saved });
    store.setState({ savedAt: null, savedRecords: origin.saved ? runs.getState().records : [] });
    ui.setState({
      screen: 'editor',
      step: 'define',
      selection: new Set(),
      selectedEdges: new Set(),
      problemsOpen: false,
      exportOpen: false,
    });
    writeTab(tab, { id, path: origin.path, unwritten: null });
  }

  /** A run that is stopped first hands over the weights it has reached; one that does not answer is left behind. */
  function endRun(): Promise<void> {
    if (!isRunning(session.getState().session)) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        unsubscribe();
        resolve();
      };
      const timer = setTimeout(done, patience);
      const unsubscribe = session.subscribe((state) => {
        if (!isRunning(state.session)) done();
      });
      options.stopTraining();
    });
  }

  /** False: the user would rather stay. Unsaved work stays behind as a draft. */
  async function leave(): Promise<boolean> {
    if (!isOpen()) return true;
    await endRun();
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

  function refuse(error: ProjectError | ImportError, name: string): null {
    if ('values' in error) {
      notify('problem', i18next.t('shell:imported.refused', { name, reason: importErrorText(error) }));
      return null;
    }
    const key = error.code === 'newer' ? 'shell:notices.newerVersion' : 'shell:notices.notAProject';
    notify('problem', i18next.t(key, { name, reason: error.message }));
    return null;
  }

  function parseDraft(bytes: Uint8Array, name: string): Project | null {
    const read = readProject(bytes);
    return read.ok ? read.value : refuse(read.error, name);
  }

  /** A project, or a model of Keras or tfjs. Their reader comes when the first file does, not before the first paint. */
  async function parse(bytes: Uint8Array, name: string): Promise<OpenedFile | null> {
    const { readProjectOrModel } = await import('../../../src/host/model-file.ts');
    const read = readProjectOrModel(bytes);
    return read.ok ? read.value : refuse(read.error, name);
  }

  /** An imported network has no file of its own yet; what did not come along is told once it is on the canvas. */
  function showImported({ project, report }: OpenedFile, name: string): void {
    show(project, { path: null, modified: null, saved: false });
    if (report === null) return;
    const { layers, groups, custom, changed } = report;
    if (custom.length + changed.length > 0) void dialogs.imported(name, report);
    else notify('done', i18next.t('shell:imported.whole', { name, layers, groups }));
  }

  const openPath = (path: string): Promise<boolean> =>
    attempt(async () => {
      const [file, bytes] = [await host.request('stat', { path }), await host.request('read', { path })];
      const opened = await parse(bytes, baseName(path));
      if (!opened || !(await leave())) return false;
      if (opened.report !== null) {
        showImported(opened, baseName(path));
        return true;
      }
      show(opened.project, { path, modified: file?.modified ?? null, saved: true });
      await host.request('remember', { path, name: opened.project.document.name, summary: summary() });
      return true;
    });

  async function open(): Promise<boolean> {
    const path = await chooseFile(options, i18next.t('shell:fileDialog.openTitle'), projectFilters());
    return path === null ? false : openPath(path);
  }

  async function save(): Promise<boolean> {
    const { path } = documents.getState();
    // A plain document has no room for runs.
    if (path === null || (isPlain(path) && runs.getState().records.length > 0)) return saveAs();
    return attempt(async () => {
      const file = await host.request('stat', { path });
      if (file && modified !== null && file.modified !== modified) {
        const answer = await dialogs.changedOnDisk(path);
        if (answer !== 'overwrite') return answer === 'saveAs' ? saveAs() : false;
      }
      return write(path);
    });
  }

  async function saveAs(): Promise<boolean> {
    const { path, document } = documents.getState();
    const suggestedName = `${fileName(document.name)}.stride`;
    const filters = saveFilters();
    const chosen =
      host.saveDialog && about.nativeDialogs
        ? await host.saveDialog({ filters, suggestedName })
        : await dialogs.saveFile({ filters, suggestedName, folder: path === null ? '' : folderOf(path) });
    if (chosen === null) return false;
    const done = await attempt(() => write(chosen));
    if (done) notify('done', i18next.t('shell:notices.saved', { name: baseName(chosen) }));
    return done;
  }

  async function write(path: string): Promise<boolean> {
    store.setState({ saving: true });
    try {
      // Taken now: the user may go on editing while the bytes travel.
      const { document, id } = documents.getState();
      const { records } = runs.getState();
      const file = await host.request('write', {
        path,
        bytes: isPlain(path) ? plain(document) : writeProject(project(true)),
      });
      modified = file.modified;
      store.setState({ savedAt: now(), savedRecords: records });
      documents.markSaved(file.path, document);
      writeTab(tab, { id, path: file.path, unwritten: null });
      await host.request('remember', { path: file.path, name: document.name, summary: summary() });
      await keeper.flush();
      return true;
    } finally {
      store.setState({ saving: false });
    }
  }

  async function openDraft(id: string): Promise<boolean> {
    return attempt(async () => {
      const draft = await keeper.read(id);
      const opened = draft && parseDraft(draft.weights ?? draft.project, draft.header.name);
      const document = draft && parseDraft(draft.project, draft.header.name);
      if (!draft || !opened || !document) {
        if (!draft) notify('problem', i18next.t('shell:notices.draftGone'));
        return false;
      }
      if (documents.getState().id !== id && !(await leave())) return false;
      const { path, modified: known, changed } = draft.header;
      show({ ...document, best: opened.best }, { id, path, modified: known, saved: !changed });
      return true;
    });
  }

  /** After a reload of the page: the document that this tab had open, as it was. */
  async function restore(): Promise<boolean> {
    const record = readTab(tab);
    if (!record) return false;
    const hasDraft = (await keeper.read(record.id).catch(() => null)) !== null;
    const found = hasDraft ? await openDraft(record.id) : record.path !== null && (await openPath(record.path));
    const last = record.unwritten === null ? null : parseDocument(JSON.parse(record.unwritten));
    if (last?.ok && found) documents.open(last.value, { ...documents.getState(), saved: false });
    else if (last?.ok) {
      show({ document: last.value, runs: [], best: null }, { ...record, modified: null, saved: false });
    }
    if (!found && !last?.ok) clearTab(tab);
    return isOpen();
  }

  /** What the start screen lists. */
  async function refresh(): Promise<void> {
    try {
      const open = await claims.claimed();
      const [recent, drafts] = [await host.request('recent', {}), await keeper.list(open)];
      store.setState({ recent, drafts });
    } catch (error) {
      if (error instanceof HostError) store.setState({ recent: [] });
      notify('problem', hostErrorText(error));
    }
  }

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
    /** A dropped file: its place on the disk is not known, so saving asks for one. */
    async openBytes(name: string, bytes: Uint8Array): Promise<boolean> {
      const opened = await parse(bytes, name);
      if (!opened || !(await leave())) return false;
      if (opened.report !== null) showImported(opened, name);
      else show(opened.project, { path: null, modified: null, saved: true });
      return true;
    },
    async close(): Promise<boolean> {
      if (!(await leave())) return false;
      clearTab(tab);
      runs.load([], {});
      documents.open(emptyDocument(i18next.t('shell:untitled')), { id: 'none', path: null, saved: true });
      store.setState({ savedAt: null, savedRecords: runs.getState().records });
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

/** A document without runs, as JSON for other programs and the command line. */
const isPlain = (path: string): boolean => path.toLowerCase().endsWith('.json');
const plain = (document: StrideDocument): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);

/** A document's name as a file name that every system takes. */
export const fileName = (name: string): string =>
  name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: Windows refuses them
    .replace(/[<>:"/\\|?*\u0000-\u001f]/g, '-')
    .replace(/[. ]+$/, '')
    .trim() || 'network';
