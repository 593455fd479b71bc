import i18next from 'i18next';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { runLog } from '../../../src/core/interop/tensorboard/run-log.ts';
import type { App } from '../../app.ts';
import { chooseFolder } from '../../shell/choose-path.ts';
import { inFolder } from '../../shell/paths.ts';
import { hostErrorText } from '../../shell/projects/host-errors.ts';

/** Writes the log of a run, as far as it is kept, into a folder that the user picks; a folder of the run's own is made there. */
export async function exportLogs(app: App, run: RunRecord): Promise<void> {
  const { host, notify } = app;
  try {
    const picked = await chooseFolder(app, i18next.t('train:logs.folder'));
    if (picked === null) return;
    const folder = inFolder(picked, `run-${run.number}`);
    for (const { path, bytes } of runLog(run))
      await host.request('append', { path: inFolder(folder, path), at: 0, bytes });
    notify('done', i18next.t('train:logs.exported', { folder }));
  } catch (error) {
    notify('problem', hostErrorText(error));
  }
}
