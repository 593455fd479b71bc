import i18next from 'i18next';
import { collapsedAround, collapseOf } from '../../src/core/document/collapse.ts';
import { applyCommand, applyCommands, type Command } from '../../src/core/document/commands.ts';
import type { Position, StrideDocument } from '../../src/core/document/schema.ts';
import { notesFollowing } from '../../src/core/figures/note-places.ts';
import type { App } from '../app.ts';
import { roomForFold } from './fold-room.ts';
import { cardRect } from './geometry.ts';

/** What collapses an open group into a card or opens a collapsed one, with the room that this leaves or takes. */
export function foldCommands(document: StrideDocument, id: string): readonly Command[] {
  const group = document.groups[id];
  if (!group) return [];
  const fold = { type: 'group', group: { ...group, collapsed: !group.collapsed } } as const;
  const toggled = applyCommand(document, fold);
  const positions = roomForFold(document, toggled, id);
  if (Object.keys(positions).length === 0) return [fold];
  const move = { type: 'move', positions } as const;
  return [fold, move, { type: 'placeNotes', places: notesFollowing(document, applyCommand(toggled, move)) }];
}

/** Collapses an open group into a card, or opens a collapsed one. */
export function toggleCollapse(app: App, id: string): void {
  const group = app.documents.getState().document.groups[id];
  if (!group) return;
  const label = i18next.t(group.collapsed ? 'define:undo.open' : 'define:undo.collapse', { name: group.name });
  app.documents.dispatch(label, ...foldCommands(app.documents.getState().document, id));
}

/** Opens the groups that hide a layer, so that it can be seen. */
export function openAround(app: App, layer: string): void {
  const { document } = app.documents.getState();
  const { groups } = document;
  if (!collapseOf(groups).cardOf.has(layer)) return;
  const closed = collapsedAround(groups, layer);
  const commands: Command[] = [];
  for (const id of closed) commands.push(...foldCommands(applyCommands(document, commands), id));
  const name = closed.length === 1 ? (groups[closed[0] ?? '']?.name ?? '') : '';
  app.documents.dispatch(i18next.t('define:undo.open', { name }), ...commands);
}

/** Where the layers behind a card come to lie when the card is brought to a place. */
export function behindCard(document: StrideDocument, group: string, at: Position): Record<string, Position> {
  const card = cardRect(document, group);
  const layers = collapseOf(document.groups).layers.get(group) ?? [];
  return Object.fromEntries(
    layers.flatMap((id) => {
      const from = document.layout[id];
      return from && card ? [[id, { x: from.x + at.x - card.x, y: from.y + at.y - card.y }]] : [];
    }),
  );
}
