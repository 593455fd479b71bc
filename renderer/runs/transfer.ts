import i18next from 'i18next';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { networkCommands } from '../../src/core/runs/take-network.ts';
import type { App } from '../app.ts';

/** The run's settings become the document's, all but the data, in one undo step. */
export function takeSettingsOf(app: App, run: RunRecord, name: string): void {
  const { data: _, ...settings } = run.settings;
  app.documents.dispatch(i18next.t('runs:details.useSettingsDone', { name }), { type: 'setTraining', settings });
  app.notify('done', i18next.t('runs:details.useSettingsDone', { name }));
}

/** The drawing that the run trained takes the place of the one on the canvas, in one undo step; notes stay. */
export function takeNetworkOf(app: App, run: RunRecord, name: string): void {
  const { drawing } = run;
  if (!drawing) return;
  const label = i18next.t('runs:details.useNetworkDone', { name });
  app.documents.dispatch(label, ...networkCommands(app.documents.getState().document, drawing));
  app.ui.setState({ selection: new Set(), selectedEdges: new Set() });
  app.notify('done', label);
}
