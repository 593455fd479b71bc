import i18next from 'i18next';
import { docksOf } from '../../src/core/document/dock.ts';
import type { Position } from '../../src/core/document/schema.ts';
import type { App } from '../app.ts';
import { nudgeBend } from './bend-actions.ts';
import { wiresOf } from './wire-state.ts';

interface Key {
  readonly key: string;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** How far one press moves what is selected, px at 100 %: a step of the grid, or the room between two layers. */
export const nudges = { near: 4, far: 28 } as const;

const directions: Readonly<Record<string, Position>> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};

/**
 * Shift and arrows move what is selected by a step, with Alt by a larger one; a selected bend goes by arrows alone too.
 * Returns whether the key was meant.
 */
export function nudgeByKey(app: App, { key, altKey, shiftKey }: Key): boolean {
  const direction = directions[key];
  if (!direction) return false;
  const isBend = wiresOf(app).getState().bend !== null;
  if (!shiftKey && (altKey || !isBend)) return false;
  const step = altKey ? nudges.far : nudges.near;
  const by = { x: direction.x * step, y: direction.y * step };
  return isBend ? nudgeBend(app, by) : nudgeLayers(app, by);
}

/** What is selected goes together, and presses in a row are one undo step. */
function nudgeLayers(app: App, by: Position): boolean {
  const { document } = app.documents.getState();
  const { selection, selectedNotes } = app.ui.getState();
  const { root } = docksOf(document);
  const moved = (at: Position): Position => ({ x: at.x + by.x, y: at.y + by.y });
  // Strips lie where their layer does.
  const layers = [...new Set([...selection].map((id) => root.get(id) ?? id))];
  const positions = Object.fromEntries(layers.map((id) => [id, moved(document.layout[id] ?? { x: 0, y: 0 })]));
  const notes = [...selectedNotes].flatMap((id) => document.notes[id] ?? []);
  const places = Object.fromEntries(notes.map((note) => [note.id, moved(note)]));
  const count = layers.length + notes.length;
  if (count === 0) return false;
  const burst = [...layers, ...notes.map(({ id }) => id)].join();
  app.documents.dispatch(
    i18next.t('define:undo.move', { count }),
    { type: 'move', positions, burst },
    { type: 'placeNotes', places, burst },
  );
  return true;
}
