import i18next from 'i18next';
import { freshId } from '../../src/core/document/change.ts';
import { type NotePlace, notesInOrder } from '../../src/core/document/notes.ts';
import type { Note, NoteTone, Position } from '../../src/core/document/schema.ts';
import type { App } from '../app.ts';
import { select } from './edit-actions.ts';
import { boundsOf, contains, groupFrames, grow, overlaps, type Rect, rectOf, snapped } from './geometry.ts';
import { noteElement } from './node-label.ts';
import { rectOfNote } from './note-node.ts';
import { canvasOf, isLive } from './store.ts';
import { locateRect, revealRect } from './view-actions.ts';

/* What can be done with notes. Their text is in the document from the first letter on: a note without one is only a draft. */

/** Of a new note, px at 100 %; it grows with its text. */
const newSize = { width: 200, height: 72 } as const;

/** A new note that waits for its text: beside what is selected, else at the pointer, else in the middle of the view. */
export function addNote(app: App, at: Position | null = null): void {
  const { notes } = app.documents.getState().document;
  const place = at ? snapped(at) : (besideSelection(app) ?? atPointer(app));
  startWriting(app, { id: freshId('note', notes), text: '', ...place, ...newSize });
}

/** Lets a note be typed in, near enough to be read. */
export function startWriting(app: App, note: Note): void {
  const canvas = canvasOf(app);
  const { notes } = app.documents.getState().document;
  canvas.store.setState({ writing: note.id, draft: Object.hasOwn(notes, note.id) ? null : note });
  select(app, [], [], [note.id]);
  if (canvas.store.getState().overview) locateRect(app, rectOfNote(note));
  else revealRect(app, rectOfNote(note));
}

/** The text as it is typed: one undo step with what was typed before it, a step of its own where nothing is left of it. */
export function writeText(app: App, note: Note): void {
  const { store } = canvasOf(app);
  if (note.text.trim() === '') {
    store.setState({ draft: note });
    if (Object.hasOwn(app.documents.getState().document.notes, note.id)) removeNotes(app, [note.id]);
    return;
  }
  app.documents.dispatch(i18next.t('define:undo.note'), { type: 'writeNote', note });
  store.setState({ draft: null });
}

/** Gives the focus to the text that is being written, which a menu had when it began; false where there is none. */
export function focusField(app: App): boolean {
  const { writing } = canvasOf(app).store.getState();
  const card = writing === null ? null : document.getElementById(noteElement(writing));
  card?.querySelector('textarea')?.focus({ preventScroll: true });
  return writing !== null;
}

/** A note that is left without text is gone. */
export function endWriting(app: App): void {
  const { writing } = canvasOf(app).store.getState();
  if (writing === null) return;
  canvasOf(app).store.setState({ writing: null, draft: null });
  if (!Object.hasOwn(app.documents.getState().document.notes, writing)) select(app, []);
}

export function placeNote(app: App, id: string, place: NotePlace): void {
  app.documents.dispatch(i18next.t('define:undo.resizeNote'), { type: 'placeNotes', places: { [id]: place } });
}

export function toneNotes(app: App, notes: readonly string[], tone: NoteTone | null): void {
  app.documents.dispatch(i18next.t('define:undo.tone'), { type: 'toneNotes', notes, tone });
}

export function removeNotes(app: App, notes: readonly string[]): void {
  const label = i18next.t('define:undo.delete', { count: notes.length });
  app.documents.dispatch(label, { type: 'remove', nodes: [], edges: [], notes });
}

/** The one note that is selected, and nothing else with it. */
export function selectedNote(app: App): Note | null {
  const { selection, selectedNotes } = app.ui.getState();
  const [only, ...more] = selectedNotes;
  if (only === undefined || more.length > 0 || selection.size > 0) return null;
  return app.documents.getState().document.notes[only] ?? null;
}

/** Lets the selected note be typed in; false where there is not one. */
export function writeSelectedNote(app: App): boolean {
  const note = selectedNote(app);
  if (note) startWriting(app, note);
  return note !== null;
}

export function locateNote(app: App, note: Note): void {
  select(app, [], [], [note.id]);
  locateRect(app, rectOfNote(note));
}

/** Selects the note that is read after or before the selected one, round and round, and shows it. */
export function walkNotes(app: App, step: 1 | -1): void {
  const notes = notesInOrder(app.documents.getState().document);
  const at = notes.findIndex(({ id }) => id === selectedNote(app)?.id);
  const next = notes[at < 0 ? 0 : (at + step + notes.length) % notes.length];
  if (!next) return;
  select(app, [], [], [next.id]);
  if (canvasOf(app).store.getState().overview) locateRect(app, rectOfNote(next));
  else revealRect(app, rectOfNote(next));
}

const gap = 24;

/** Right of what is selected, or of the group around it, where nothing lies; else left of it. */
function besideSelection(app: App): Position | null {
  const { document } = app.documents.getState();
  const { selection, selectedNotes } = app.ui.getState();
  const live = isLive(app);
  const layers = [...selection].flatMap((id) => rectOf(document, id, live) ?? []);
  const notes = [...selectedNotes].flatMap((id) => document.notes[id] ?? []).map(rectOfNote);
  const chosen = boundsOf([...layers, ...notes]);
  if (!chosen) return null;
  const middle = { x: chosen.x + chosen.width / 2, y: chosen.y + chosen.height / 2 };
  const frames = groupFrames(document, { live });
  const around = frames.find(({ rect }) => contains(rect, middle))?.rect ?? chosen;
  const taken = [
    ...Object.keys(document.graph.nodes).flatMap((id) => rectOf(document, id, live) ?? []),
    ...Object.values(document.notes).map(rectOfNote),
  ];
  const isFree = (place: Position) => {
    const rect: Rect = grow({ ...place, ...newSize }, gap / 4);
    return !taken.some((other) => overlaps(rect, other));
  };
  const right = around.x + around.width + gap;
  const wanted = [right, around.x - gap - newSize.width].map((x) => snapped({ x, y: chosen.y }));
  const further = Array.from({ length: 20 }, (_, i) => snapped({ x: right, y: chosen.y + (i + 1) * gap }));
  return [...wanted, ...further].find(isFree) ?? wanted[0] ?? null;
}

/** Where the pointer is over what is in view, else in the middle. */
function atPointer(app: App): Position {
  const { pointer, store } = canvasOf(app);
  const { viewport, size } = store.getState();
  const view: Rect = {
    x: -viewport.x / viewport.zoom,
    y: -viewport.y / viewport.zoom,
    width: size.width / viewport.zoom,
    height: size.height / viewport.zoom,
  };
  if (pointer && contains(view, pointer)) return snapped(pointer);
  const x = view.x + (view.width - newSize.width) / 2;
  return snapped({ x, y: view.y + (view.height - newSize.height) / 2 });
}
