import { rm } from 'node:fs/promises';
import type { StrideDocument } from '../../../src/core/document/schema.ts';
import { ok } from '../../../src/core/result.ts';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import { createSameThreadEngine } from '../../../src/engine/testing/same-thread.ts';
import { nodeHost } from '../../../src/host/node.ts';
import { temporaryEnvironment } from '../../../src/host/testing/hosts.ts';
import { createAnalysisStore } from '../../store/analysis.ts';
import { createDataStore } from '../../store/data.ts';
import { createDocumentStore } from '../../store/document.ts';
import { createRunsStore } from '../../store/runs.ts';
import { createSessionStore, type SessionState } from '../../store/session.ts';
import { createUiStore } from '../../store/ui.ts';
import { createTrainingController } from '../controller.ts';

/**
 * The app's real stores, controller, host and engine around one document and one data set, without a screen.
 * @param at folders of an app before, which was left with `crash`.
 */
export async function trainingApp(
  document: StrideDocument,
  dataset: Dataset,
  at?: Awaited<ReturnType<typeof temporaryEnvironment>>,
) {
  const { env, folder } = at ?? (await temporaryEnvironment('node'));
  const host = nodeHost(env);
  const engine = createSameThreadEngine();
  const documents = createDocumentStore();
  const analyses = createAnalysisStore(documents);
  const ui = createUiStore({
    theme: 'system',
    locale: 'en',
    overlay: 'parameters',
    convention: 'macs',
    backend: 'wasm',
    shortcuts: {},
    tensorboard: false,
  });
  const [data, session, runs] = [createDataStore(), createSessionStore(), createRunsStore()];
  documents.open(document, { id: 'test', path: null, saved: false });
  const openData = async () => ok(dataset);
  const training = createTrainingController({ engine, documents, analyses, session, runs, data, host, ui, openData });
  return {
    host,
    engine,
    documents,
    analyses,
    ui,
    data,
    session,
    runs,
    training,
    /** Resolves when the session store satisfies `is`; the test's own time limit ends a wait in vain. */
    until: (is: (state: SessionState) => boolean): Promise<SessionState> =>
      new Promise((resolve) => {
        const stop = session.subscribe(check);
        function check(state: SessionState): void {
          if (!is(state)) return;
          stop();
          resolve(state);
        }
        check(session.getState());
      }),
    /** Ends at once and leaves what is on the disk, for the next app. */
    crash: () => {
      engine.destroy();
      return { env, folder };
    },
    close: async () => {
      training.destroy();
      engine.destroy();
      await training.keeper.flush();
      await rm(folder, { recursive: true });
    },
  };
}
