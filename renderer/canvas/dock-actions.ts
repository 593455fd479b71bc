import i18next from 'i18next';
import { collapseOf } from '../../src/core/document/collapse.ts';
import type { Command } from '../../src/core/document/commands.ts';
import { canDock, docksOf } from '../../src/core/document/dock.ts';
import type { Position, StrideDocument } from '../../src/core/document/schema.ts';
import type { App } from '../app.ts';
import { behindCard } from './collapse-actions.ts';
import { freePlace, groupOfCard, heightOf, nodeWidth, rectOf, snapped } from './geometry.ts';
import { partNotes } from './note-node.ts';

/** A strip that is dragged less far than this goes back; a layer let go this near to where it would dock is docked. */
const reach = 24;

const gap = 12;

/** Which of these layers `D` would take off, and which it would dock: the first where there are any. */
export function dockable(document: StrideDocument, ids: Iterable<string>) {
  const { root } = docksOf(document);
  const chosen = [...ids];
  const docked = chosen.filter((id) => root.has(id));
  return { docked, free: docked.length > 0 ? [] : chosen.filter((id) => canDock(document, id)) };
}

/** Takes the selected strips off beside their stack, or docks what can be docked. */
export function toggleDock(app: App): void {
  const { document } = app.documents.getState();
  const { docked, free } = dockable(document, app.ui.getState().selection);
  if (docked.length > 0) app.documents.dispatch(undockText(docked.length), undock(document, docked));
  else if (free.length > 0) {
    app.documents.dispatch(i18next.t('define:undo.dock', { count: free.length }), {
      type: 'dock',
      nodes: free,
      docked: true,
    });
  }
}

const undockText = (count: number): string => i18next.t('define:undo.undock', { count });

/** Takes strips off to free places right of their stack. */
export function undock(document: StrideDocument, ids: readonly string[]): Command {
  const positions: Record<string, Position> = {};
  for (const id of ids) {
    const node = document.graph.nodes[id];
    const rect = rectOf(document, id);
    if (!node || !rect) continue;
    const beside = { x: rect.x + nodeWidth + gap, y: rect.y };
    positions[id] = freePlace(
      { ...document, layout: { ...document.layout, ...positions } },
      beside,
      heightOf(node, false),
    );
  }
  return { type: 'dock', nodes: ids, docked: false, positions };
}

/**
 * The end of a drag: layers stay where they were let go, strips come off their stack or go back to it, and a layer that
 * was brought to the one that feeds it docks there. One undo step, none where nothing changed.
 */
export function dropAt(app: App, dropped: ReadonlyMap<string, Position>): void {
  const { document } = app.documents.getState();
  const { layers: moving, notes } = partNotes(dropped);
  const { root } = docksOf(document);
  const moved: Record<string, Position> = {};
  const off: Record<string, Position> = {};
  const { cardOf } = collapseOf(document.groups);
  for (const [id, at] of moving) {
    if (cardOf.has(id)) continue;
    const group = groupOfCard(id);
    if (group !== null) {
      Object.assign(moved, behindCard(document, group, at));
      continue;
    }
    const host = root.get(id);
    // On the grid, or on the line of another layer.
    const place = { x: Math.round(at.x), y: Math.round(at.y) };
    const from = document.layout[id];
    if (host === undefined) {
      if (from?.x !== place.x || from.y !== place.y) moved[id] = place;
    } else if (!moving.has(host) && distance(rectOf(document, id), at) > reach) off[id] = place;
  }
  const on = dockedByDrop(document, moving);
  const commands: Command[] = [];
  if (Object.keys(moved).length > 0) commands.push({ type: 'move', positions: moved });
  if (Object.keys(off).length > 0) {
    commands.push({ type: 'dock', nodes: Object.keys(off), docked: false, positions: off });
  }
  const movedNotes = Object.fromEntries(
    [...notes].map(([id, at]) => [id, snapped(at)] as const).filter(([id, at]) => differs(document.notes[id], at)),
  );
  if (Object.keys(movedNotes).length > 0) commands.push({ type: 'placeNotes', places: movedNotes });
  if (on !== null) commands.push({ type: 'dock', nodes: [on], docked: true });
  if (commands.length > 0) app.documents.dispatch(dropText({ ...moved, ...movedNotes }, off, on), ...commands);
}

function dropText(moved: object, off: object, on: string | null): string {
  if (on !== null) return i18next.t('define:undo.dock', { count: 1 });
  const count = Object.keys(off).length;
  return count > 0 ? undockText(count) : i18next.t('define:undo.move', { count: Object.keys(moved).length });
}

function dockedByDrop(document: StrideDocument, moving: ReadonlyMap<string, Position>): string | null {
  const [only, ...more] = moving;
  if (!only || more.length > 0) return null;
  const [id, at] = only;
  if (docksOf(document).root.has(id) || !canDock(document, id)) return null;
  const feeder = Object.values(document.graph.edges).find(({ target }) => target === id);
  const above = feeder ? rectOf(document, feeder.source) : null;
  return above && distance({ x: above.x, y: above.y + above.height }, at) <= reach ? id : null;
}

const differs = (a: Position | undefined, b: Position): boolean => a !== undefined && (a.x !== b.x || a.y !== b.y);

const distance = (a: Position | null, b: Position): number =>
  a ? Math.hypot(a.x - b.x, a.y - b.y) : Number.POSITIVE_INFINITY;
