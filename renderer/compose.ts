import i18next from 'i18next';
import { createBrowserEngine } from '../src/engine/browser.ts';
import type { Host, HostAbout } from '../src/host/host.ts';
import { templates } from '../templates/index.ts';
import type { App } from './app.ts';
import { once } from './once.ts';
import { createCommands } from './shell/commands.ts';
import { createDialogs } from './shell/dialogs.ts';
import { followPreferences } from './shell/preferences.ts';
import { lockClaims } from './shell/projects/claims.ts';
import { download } from './shell/projects/download.ts';
import type { Notify } from './shell/projects/options.ts';
import { createProjects } from './shell/projects/projects.ts';
import { createGalleryFigures } from './start/gallery-figures.ts';
import { createAnalysisStore } from './store/analysis.ts';
import { createDataStore } from './store/data.ts';
import { createDocumentStore } from './store/document.ts';
import { createOriginsStore } from './store/origins.ts';
import { createPreviewStore } from './store/preview.ts';
import { createRunsStore } from './store/runs.ts';
import { createSessionStore } from './store/session.ts';
import { createUiStore, type Preferences } from './store/ui.ts';
import { keepAwakeWhileTraining } from './training/awake.ts';
import type { TrainingController } from './training/controller.ts';
import { followRuns } from './training/logs/follow.ts';

interface Machine {
  readonly host: Host;
  readonly about: HostAbout;
  readonly preferences: Preferences;
}

/** Makes the app's parts once and ties them together; the only place that knows all of them. */
export function composeApp({ host, about, preferences }: Machine): App {
  const engine = createBrowserEngine();
  const documents = createDocumentStore();
  const analyses = createAnalysisStore(documents);
  const previews = createPreviewStore(documents, analyses);
  const ui = createUiStore(preferences);
  const data = createDataStore();
  const session = createSessionStore();
  const runs = createRunsStore();
  const origins = createOriginsStore();
  const dialogs = createDialogs();
  // Nothing to say before the first paint: the list of notices comes after it.
  const notify: Notify = (tone, text) =>
    void import('sonner').then(({ toast }) =>
      tone === 'done' ? toast.success(text) : toast.error(text, { duration: 10_000 }),
    );

  followPreferences(host, ui);
  let training: TrainingController | null = null;
  const loadTraining = once(async () => {
    const [{ createTrainingController }, { followOrigins }] = await Promise.all([
      import('./training/controller.ts'),
      import('./training/origins/follow.ts'),
    ]);
    const onNoData = () => notify('problem', i18next.t('compile:data.first'));
    training = createTrainingController({ engine, documents, analyses, session, runs, data, host, ui, onNoData });
    followOrigins({ documents, analyses, runs, origins });
    return training;
  });
  const projects = createProjects({
    host,
    about,
    documents,
    analyses,
    runs,
    session,
    ui,
    dialogs,
    notify,
    stopTraining: () => training?.leave(),
    claims: lockClaims(navigator.locks),
    tab: window.sessionStorage,
    download,
  });
  const commands = createCommands({ analyses, session, ui, dialogs, projects, loadTraining });
  const gallery = createGalleryFigures(templates);

  keepWork(projects);
  keepAwakeWhileTraining(session);
  followRuns({ host, about, documents, runs, session, ui, notify });
  // What the machine computes with is found out while the first screen is being read.
  void engine.backends().then(
    (backends) => ui.setState({ backends }),
    (error) => {
      ui.setState({ backends: { usable: [], refused: [] } });
      notify('problem', error instanceof Error ? error.message : String(error));
    },
  );
  return {
    host,
    about,
    engine,
    documents,
    analyses,
    previews,
    ui,
    data,
    session,
    runs,
    origins,
    get training() {
      if (!training) throw new Error('The editor has not been shown yet.');
      return training;
    },
    loadTraining,
    dialogs,
    projects,
    commands,
    gallery,
    notify,
  };
}

/** Milliseconds between looks at the open file on the disk. */
const lookEvery = 3000;

/** The page may go away without warning: hidden first where the system is kind, at once where it is not. */
function keepWork(projects: App['projects']): void {
  window.addEventListener('pagehide', projects.onPageHide);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void projects.flushDraft();
  });
  const look = () => {
    if (document.visibilityState === 'visible') void projects.checkFile();
  };
  // Whoever comes back from the other program sees at once what it did.
  window.addEventListener('focus', look);
  setInterval(look, lookEvery);
  window.addEventListener('beforeunload', (event) => {
    if (projects.mustAskBeforeUnload()) event.preventDefault();
  });
}
