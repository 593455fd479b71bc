import type { Remedy } from '../../../src/core/diagnosis/note.ts';
import { commandsOf } from '../../../src/core/diagnosis/remedies.ts';
import { isChangeable, type SettingsChange } from '../../../src/core/document/run-changes.ts';
import type { App } from '../../app.ts';

/**
 * Changes the document, as one step of undo, or goes to what is to be looked at. A run that goes on takes at once what it can
 * take.
 * @param label what undo says.
 */
export function applyRemedy(app: App, runId: string, remedy: Remedy, label: string): void {
  if (remedy.kind === 'show') {
    show(app, remedy);
    return;
  }
  const commands = commandsOf(remedy, app.documents.getState().document);
  if (commands.length > 0) app.documents.dispatch(label, ...commands);
  const change = remedy.kind === 'settings' ? changeOf(remedy) : null;
  const { session } = app.session.getState();
  // A batch that does not fit is refused, and the document asks for it all the same: the next run says so.
  if (change && 'runId' in session && session.runId === runId) app.training.change(change).catch(() => undefined);
}

/** `null` where a run that goes on cannot take it. */
export function changeOf(remedy: Extract<Remedy, { kind: 'settings' }>): SettingsChange | null {
  const { settings } = remedy;
  return Object.keys(settings).every(isChangeable) ? settings : null;
}

function show(app: App, remedy: Extract<Remedy, { kind: 'show' }>): void {
  const { views } = app.ui.getState();
  if (remedy.id === 'showFilters') {
    app.ui.setState({ selection: new Set([remedy.node]), paint: 'weights', views: { ...views, train: 'inspect' } });
    return;
  }
  app.ui.setState({
    step: 'compile',
    views: remedy.id === 'showData' ? { ...views, compile: 'data' } : without(views, 'compile'),
  });
}

function without<T extends object, K extends keyof T>(of: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = of;
  return rest;
}
