import i18next from 'i18next';
import { collapsedAround, collapseOf } from '../../src/core/document/collapse.ts';
import type { Command } from '../../src/core/document/commands.ts';
import type { Position, StrideDocument } from '../../src/core/document/schema.ts';
import type { App } from '../app.ts';
import { cardRect } from './geometry.ts';

/** Collapses an open group into a card, or opens a collapsed one. */
export function toggleCollapse(app: App, id: string): void {
  const group = app.documents.getState().document.groups[id];
  if (!group) return;
  const label = i18next.t(group.collapsed ? 'define:undo.open' : 'define:undo.collapse', { name: group.name });
  app.documents.dispatch(label, { type: 'group', group: { ...group, collapsed: !group.collapsed } });
}

/** Opens the groups that hide a layer, so that it can be seen. */
export function openAround(app: App, layer: string): void {
  const { groups } = app.documents.getState().document;
  if (!collapseOf(groups).cardOf.has(layer)) return;
  const closed = collapsedAround(groups, layer);
  const commands = closed.flatMap((id): Command[] => {
    const group = groups[id];
    return group ? [{ type: 'group', group: { ...group, collapsed: false } }] : [];
  });
  const name = commands.length === 1 ? (groups[closed[0] ?? '']?.name ?? '') : '';
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
