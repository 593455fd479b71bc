import i18next from 'i18next';
import { upTo } from '../../src/core/document/freeze.ts';
import type { App } from '../app.ts';

/** Of these layers, those that have weights: nothing else can be frozen. */
function weighted(app: App, ids: Iterable<string>): readonly string[] {
  const { nodes } = app.analyses.getState().analysis;
  return [...ids].filter((id) => (nodes[id]?.parameters.total ?? 0) > 0);
}

const freezable = (app: App): readonly string[] => weighted(app, app.ui.getState().selection);

export const canFreeze = (app: App): boolean => freezable(app).length > 0;

/** Whether all selected layers that have weights keep them in training. */
export function areFrozen(app: App): boolean {
  const { nodes } = app.documents.getState().document.graph;
  const ids = freezable(app);
  return ids.length > 0 && ids.every((id) => nodes[id]?.frozen === true);
}

/** Freezes the selected layers; lets them learn where all of them are frozen already. */
export const toggleFrozen = (app: App): void => freeze(app, freezable(app), !areFrozen(app));

/** Freezes the selected layers and all that they depend on. */
export function freezeUpTo(app: App): void {
  const { graph } = app.documents.getState().document;
  const below = [...app.ui.getState().selection].flatMap((id) => upTo(graph, id));
  freeze(app, weighted(app, new Set(below)), true);
}

/** Freezes these layers, or lets them learn; shown only, while a change is being tried. */
export function freeze(app: App, ids: readonly string[], frozen: boolean): void {
  if (ids.length === 0) return;
  const command = { type: 'freeze', nodes: ids, frozen } as const;
  if (app.previews.isTrying()) app.previews.show([command]);
  else
    app.documents.dispatch(i18next.t(`define:undo.${frozen ? 'freeze' : 'unfreeze'}`, { count: ids.length }), command);
}
