import i18next from 'i18next';
import { flushSync } from 'react-dom';
import { type Note, noteSize, type Position } from '../../src/core/document/schema.ts';
import type { App } from '../app.ts';
import { noteElement } from './node-label.ts';
import { selectedNote, walkNotes, writeSelectedNote } from './note-actions.ts';
import { rectOfNote } from './note-node.ts';
import { resized } from './note-resize.ts';
import { canvasOf } from './store.ts';

interface Key {
  readonly key: string;
  readonly altKey: boolean;
}

const steps: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** With a note selected, arrow keys lead from note to note, and F2 to its text. Returns whether the key was meant. */
export function noteByKey(app: App, { key, altKey }: Key): boolean {
  if (altKey || !selectedNote(app)) return false;
  if (key === 'F2') return writeSelectedNote(app);
  const step = steps[key];
  if (step) walkNotes(app, step);
  return step !== undefined;
}

/** How far one press moves the right or bottom side of a note, px at 100 %. */
const stride = 20;

const growth: Readonly<Record<string, Position>> = {
  ArrowRight: { x: stride, y: 0 },
  ArrowLeft: { x: -stride, y: 0 },
  ArrowDown: { x: 0, y: stride },
  ArrowUp: { x: 0, y: -stride },
};

/**
 * Shift and arrows, with Ctrl held, resize the selected note; presses in a row are one undo step. Returns whether the key
 * was meant.
 */
export function resizeNoteByKey(app: App, { key, altKey, shiftKey }: Key & { readonly shiftKey: boolean }): boolean {
  const by = growth[key];
  const note = selectedNote(app);
  if (!by || !note || altKey || !shiftKey) return false;
  const place = resized(rectOfNote(note), [1, 1], by, noteSize);
  const { id } = note;
  const height = Math.max(place.height, heightOfText(app, { ...note, ...place }));
  const places = { [id]: { ...place, height } };
  app.documents.dispatch(i18next.t('define:undo.resizeNote'), { type: 'placeNotes', places, burst: `size ${id}` });
  return true;
}

/** What the text takes up at a width that is only being tried, px. */
function heightOfText(app: App, note: Note): number {
  const { store } = canvasOf(app);
  flushSync(() => store.setState({ draft: note }));
  const height = document.getElementById(noteElement(note.id))?.querySelector('p')?.scrollHeight ?? 0;
  store.setState({ draft: null });
  return height;
}
