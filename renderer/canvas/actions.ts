import i18next from 'i18next';
import { fixesFor } from '../../src/core/analysis/fixes/fixes.ts';
import type { App } from '../app.ts';
import { copySelection } from './clipboard.ts';
import { select } from './edit-actions.ts';
import { rectOf } from './geometry.ts';
import { autoLayout, collapseAll } from './layout.ts';
import { canvasOf, type Tool } from './store.ts';
import { fitNetwork, fitSelection, locate, reveal, zoomIn, zoomOut, zoomTo } from './view-actions.ts';

/* What the command palette, menus and shortcuts can do with the canvas. */

export { copySelection, duplicateSelection, pasteClipboard } from './clipboard.ts';
export { groupSelection, selectGroup, ungroup } from './group-actions.ts';
export { autoLayout, collapseAll, fitNetwork, fitSelection, locate, reveal, zoomIn, zoomOut };

export const zoomTo100 = (app: App): void => zoomTo(app, 1);
export const undo = (app: App): void => app.documents.undo();
export const redo = (app: App): void => app.documents.redo();

export function selectAll(app: App): void {
  const { graph, notes } = app.documents.getState().document;
  select(app, Object.keys(graph.nodes), [], Object.keys(notes));
}

export const clearSelection = (app: App): void => select(app, []);

export function deleteSelection(app: App): void {
  const { selection, selectedEdges, selectedNotes } = app.ui.getState();
  const count = selection.size + selectedEdges.size + selectedNotes.size;
  if (count === 0) return;
  const label = i18next.t(selectedEdges.size === count ? 'define:undo.deleteWires' : 'define:undo.delete', { count });
  app.documents.dispatch(label, {
    type: 'remove',
    nodes: [...selection],
    edges: [...selectedEdges],
    notes: [...selectedNotes],
  });
  clearSelection(app);
}

export async function cutSelection(app: App): Promise<void> {
  await copySelection(app);
  deleteSelection(app);
}

/** Takes the selected layers out and joins what fed them to what they fed. */
export function bypassSelection(app: App): void {
  const { selection } = app.ui.getState();
  if (selection.size === 0) return;
  const commands = [...selection].map((node) => ({ type: 'bypass', node }) as const);
  app.documents.dispatch(i18next.t('define:undo.takeOut', { count: selection.size }), ...commands);
  clearSelection(app);
}

export const setTool = (app: App, tool: Tool): void => canvasOf(app).store.setState({ tool });

/** The list of layers to add: after the selected one, else at the pointer. */
export function openAdd(app: App): void {
  const [only, ...more] = app.ui.getState().selection;
  if (only !== undefined && more.length === 0) openAddAfter(app, only);
  else canvasOf(app).store.setState({ adding: { at: canvasOf(app).pointer, from: null, edge: null } });
}

export function openAddAfter(app: App, id: string): void {
  const rect = rectOf(app.documents.getState().document, id);
  const at = rect ? { x: rect.x + rect.width / 2, y: rect.y + rect.height + 28 } : null;
  canvasOf(app).store.setState({ adding: { at, from: id, edge: null } });
}

/** Shows the chosen fix of the selected layer's problem, then the next one; after the last the next layer that has a problem. */
export function nextFix(app: App): void {
  const { store } = canvasOf(app);
  const [selected] = app.ui.getState().selection;
  const { analysis } = app.analyses.getState();
  const { problems, nodes } = analysis;
  const problem = selected === undefined ? undefined : nodes[selected]?.problems[0];
  const fixes = problem ? fixesFor(app.documents.getState().document, analysis, problem) : [];
  const { fixIndex } = store.getState();
  const next = app.previews.getState().preview ? fixIndex + 1 : fixIndex;
  const fix = fixes[next];
  if (fix) {
    store.setState({ fixIndex: next });
    app.previews.show(fix.commands, 'offer', i18next.t('define:fix.preview', { number: next + 1 }));
    return;
  }
  const ids = [...new Set(problems.flatMap((problem) => problem.nodeId ?? []))];
  const wrong = ids[(ids.indexOf(selected ?? '') + 1) % ids.length];
  store.setState({ fixIndex: 0 });
  app.previews.clear();
  if (wrong !== undefined) locate(app, wrong);
}
