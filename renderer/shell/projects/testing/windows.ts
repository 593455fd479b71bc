import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { hostEnvironment } from '../../../../src/host/environment.ts';
import type { Host } from '../../../../src/host/host.ts';
import { nodeHost } from '../../../../src/host/node.ts';
import { startI18n } from '../../../i18n/i18n.ts';
import { createAnalysisStore } from '../../../store/analysis.ts';
import { createDocumentStore } from '../../../store/document.ts';
import { createRunsStore } from '../../../store/runs.ts';
import { createSessionStore } from '../../../store/session.ts';
import { createUiStore } from '../../../store/ui.ts';
import { createDialogs, type Question } from '../../dialogs.ts';
import type { Claims } from '../claims.ts';
import { createProjects } from '../projects.ts';
import { memoryStorage } from './memory-storage.ts';
import { sharedClaims } from './shared-claims.ts';

type Answers = { readonly [K in Question['kind']]?: Parameters<Extract<Question, { kind: K }>['settle']>[0] };

interface WindowOptions {
  /** What the user of the window says. */
  readonly answers?: Answers;
  readonly on?: Host;
  readonly claims?: Claims;
}

/** Windows of the app without a screen, over one real host with a folder of its own for each test. */
export function testWindows() {
  let folder = '';
  let current: Host | null = null;
  const host: Host = {
    request: (channel, params) => (current ?? missing()).request(channel, params),
  };
  let tab = memoryStorage();
  const notices: string[] = [];
  const downloads: string[] = [];
  const opened: { destroy: () => void }[] = [];

  beforeAll(async () => {
    await startI18n('en');
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stride-projects-'));
    const variables = { STRIDE_HOME: join(folder, 'settings'), STRIDE_PROJECTS: join(folder, 'projects') };
    current = nodeHost(hostEnvironment({ kind: 'node', version: '0.0.0', variables, home: folder }));
    tab = memoryStorage();
    notices.length = 0;
    downloads.length = 0;
  });
  afterEach(async () => {
    vi.useRealTimers();
    for (const projects of opened.splice(0)) projects.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  /** A window of the app without a screen: the real stores over the real host; `answers` is what its user would say. */
  async function openWindow({ answers = {}, on = host, claims }: WindowOptions = {}) {
    const documents = createDocumentStore();
    const analyses = createAnalysisStore(documents);
    const runs = createRunsStore();
    const session = createSessionStore();
    const ui = createUiStore({
      theme: 'system',
      locale: 'en',
      overlay: 'parameters',
      convention: 'macs',
      backend: 'auto',
      shortcuts: {},
      tensorboard: false,
    });
    const dialogs = createDialogs();
    const asked: Question['kind'][] = [];
    dialogs.subscribe(({ question }) => {
      if (!question) return;
      asked.push(question.kind);
      queueMicrotask(() => answer(question, answers));
    });
    const projects = createProjects({
      host: on,
      about: await host.request('about', {}),
      documents,
      analyses,
      runs,
      session,
      ui,
      dialogs,
      notify: (_, text) => notices.push(text),
      stopTraining: () => undefined,
      claims: claims ?? sharedClaims()(),
      tab,
      download: (name) => downloads.push(name),
    });
    opened.push(projects);
    const widen = (filters: number) =>
      documents.dispatch('Change filters', { type: 'setParams', node: 'c1', params: { filters } });
    const filters = () => documents.getState().document.graph.nodes.c1?.params.filters;
    return { projects, documents, runs, session, ui, asked, widen, filters };
  }

  return {
    openWindow,
    notices,
    downloads,
    host,
    inProjects: (name: string) => join(folder, 'projects', name),
  };
}

function answer(question: Question, answers: Answers): void {
  if (question.kind === 'openFile') question.settle(answers.openFile ?? null);
  else if (question.kind === 'saveFile') question.settle(answers.saveFile ?? null);
  else if (question.kind === 'openFolder') question.settle(answers.openFolder ?? null);
  else if (question.kind === 'changedOnDisk') question.settle(answers.changedOnDisk ?? null);
  else if (question.kind === 'openElsewhere') question.settle(answers.openElsewhere ?? null);
  else if (question.kind === 'damaged') question.settle(answers.damaged ?? null);
  else if (question.kind === 'unreachable') question.settle(answers.unreachable ?? null);
  else if (question.kind === 'loseChanges') question.settle(answers.loseChanges ?? null);
  else question.settle(null);
}

function missing(): never {
  throw new Error('There is a host only while a test runs.');
}
