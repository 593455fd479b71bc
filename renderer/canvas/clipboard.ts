import i18next from 'i18next';
import { copyFragment, duplicate, type Fragment, pasteFragment } from '../../src/core/document/fragment.ts';
import type { Position } from '../../src/core/document/schema.ts';
import { fragmentFromText } from '../../src/core/interop/fragment-text.ts';
import type { App } from '../app.ts';
import { select } from './edit-actions.ts';
import { boundsOf, snapped } from './geometry.ts';
import { canvasOf } from './store.ts';

function chosen(app: App) {
  const { selection, selectedNotes } = app.ui.getState();
  return { ids: [...selection], notes: [...selectedNotes], count: selection.size + selectedNotes.size };
}

/** The selected layers and notes as text for any clipboard; `null` where nothing is selected. */
export function selectionText(app: App): string | null {
  const { ids, notes, count } = chosen(app);
  return count === 0 ? null : JSON.stringify(copyFragment(app.documents.getState().document, ids, notes));
}

/** Adds the layers in the text, at the pointer where that is over the canvas; false where the text holds none. */
export function pasteText(app: App, text: string): boolean {
  const read = fragmentFromText(text);
  if (!read.ok) return false;
  const { fragment } = read.value;
  const { document } = app.documents.getState();
  const { command, ids, notes } = pasteFragment(document, fragment, offsetFor(app, fragment));
  app.documents.dispatch(i18next.t('define:undo.paste', { count: ids.length + notes.length }), command);
  select(app, ids, [], notes);
  return true;
}

function offsetFor(app: App, fragment: Fragment): Position {
  const { pointer } = canvasOf(app);
  const corners = Object.values(fragment.positions).map((at) => ({ ...at, width: 0, height: 0 }));
  const bounds = boundsOf([...corners, ...(fragment.notes ?? [])]);
  if (!pointer || !bounds) return { x: 24, y: 24 };
  return snapped({ x: pointer.x - bounds.x, y: pointer.y - bounds.y });
}

export function duplicateSelection(app: App): void {
  const { ids, notes, count } = chosen(app);
  if (count === 0) return;
  const { command, ...copies } = duplicate(app.documents.getState().document, ids, notes);
  app.documents.dispatch(i18next.t('define:undo.duplicate', { count }), command);
  select(app, copies.ids, [], copies.notes);
}

/** For menus, where the browser gives no clipboard event. */
export async function copySelection(app: App): Promise<void> {
  const text = selectionText(app);
  if (text !== null) await navigator.clipboard.writeText(text);
}

export async function pasteClipboard(app: App): Promise<void> {
  pasteText(app, await navigator.clipboard.readText());
}
