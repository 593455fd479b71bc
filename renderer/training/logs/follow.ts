import i18next from 'i18next';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import type { Host, HostAbout } from '../../../src/host/host.ts';
import type { Notify } from '../../shell/projects/options.ts';
import type { DocumentStore } from '../../store/document.ts';
import type { RunsStore } from '../../store/runs.ts';
import type { SessionStore } from '../../store/session.ts';
import type { UiStore } from '../../store/ui.ts';
import { logFolder } from './folders.ts';

interface Parts {
  readonly host: Host;
  readonly about: HostAbout;
  readonly documents: DocumentStore;
  readonly runs: RunsStore;
  readonly session: SessionStore;
  readonly ui: UiStore;
  readonly notify: Notify;
}

/** Logs runs for TensorBoard while that is wished for. What writes the logs comes with the first run that wants one. */
export function followRuns({ host, about, documents, runs, session, ui, notify }: Parts): void {
  const begun = new Set<string>();
  const begin = async (run: RunRecord) => {
    const folder = logFolder(about, documents.getState().document.name, run.number);
    const onProblem = (error: unknown) =>
      notify(
        'problem',
        i18next.t('train:logs.problem', { reason: error instanceof Error ? error.message : String(error) }),
      );
    try {
      const { logRun } = await import('./logger.ts');
      await logRun(run.id, { host, runs, session, folder, onProblem });
    } catch (error) {
      onProblem(error);
    }
    begun.delete(run.id);
  };
  session.subscribe(({ session: current }) => {
    if (current.state !== 'running' || !ui.getState().tensorboard || begun.has(current.runId)) return;
    const run = runs.record(current.runId);
    if (!run) return;
    begun.add(run.id);
    void begin(run);
  });
}
