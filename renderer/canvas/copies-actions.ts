import { copiesOf, withCounterparts } from '../../src/core/document/copies.ts';
import type { App } from '../app.ts';
import { select } from './edit-actions.ts';
import { selectedGroup } from './group-actions.ts';

/* Groups that repeat in a chain: what is selected in one of them can be selected in all, and then changed in all. */

/** The selected layers with those that do the same in the copies of their group; all copies of a group that is selected. */
function inAllCopies(app: App): ReadonlySet<string> {
  const { document } = app.documents.getState();
  const copies = copiesOf(document).get(selectedGroup(app)?.id ?? '');
  return copies ? new Set(copies.layers.flat()) : withCounterparts(document, app.ui.getState().selection);
}

export const selectCopies = (app: App): void => select(app, inAllCopies(app));

/** Whether that would select more than is selected. */
export const haveCopies = (app: App): boolean => inAllCopies(app).size > app.ui.getState().selection.size;

/** Selects all layers of a group and of its copies. */
export function selectCopiesOf(app: App, group: string): void {
  const copies = copiesOf(app.documents.getState().document).get(group);
  if (copies) select(app, copies.layers.flat());
}
