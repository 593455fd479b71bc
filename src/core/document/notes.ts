import { omit } from './change.ts';
import type { Note, NoteTone, Position, StrideDocument } from './schema.ts';
import { maxNoteLength, noteSize } from './schema.ts';

/** Where a note lies and how large it is, px at 100 %. */
export type NotePlace = Pick<Note, 'x' | 'y' | 'width' | 'height'>;

/** The note as it is from now on, new or changed: within its limits, and gone where no text is left. */
export function writeNote(document: StrideDocument, note: Note): StrideDocument {
  if (note.text.trim() === '') return removeNotes(document, [note.id]);
  return { ...document, notes: { ...document.notes, [note.id]: withinLimits(note) } };
}

/** New ones; those whose id is taken stay as they are. */
export function addNotes(document: StrideDocument, added: readonly Note[]): StrideDocument {
  const fresh = added.filter(({ id }) => !Object.hasOwn(document.notes, id));
  return fresh.reduce(writeNote, document);
}

/** Moves and resizes notes; ids that are not there are passed over. */
export function placeNotes(
  document: StrideDocument,
  places: Readonly<Record<string, Position | NotePlace>>,
): StrideDocument {
  const moved = Object.entries(places).flatMap(([id, place]) => {
    const note = ownNote(document, id);
    return note ? [withinLimits({ ...note, ...place })] : [];
  });
  return withNotes(document, moved);
}

/** `null`: plain paper. */
export function toneNotes(document: StrideDocument, ids: readonly string[], tone: NoteTone | null): StrideDocument {
  const toned = ids.flatMap((id) => {
    const note = ownNote(document, id);
    if (!note || (note.tone ?? null) === tone) return [];
    const { tone: _, ...plain } = note;
    return [tone === null ? plain : { ...plain, tone }];
  });
  return withNotes(document, toned);
}

export function removeNotes(document: StrideDocument, ids: readonly string[]): StrideDocument {
  const gone = new Set(ids.filter((id) => Object.hasOwn(document.notes, id)));
  return gone.size === 0 ? document : { ...document, notes: omit(document.notes, gone) };
}

/** As they are read: from above, those beside each other from the left. */
export const notesInOrder = ({ notes }: Pick<StrideDocument, 'notes'>): readonly Note[] =>
  Object.values(notes).sort((a, b) => a.y - b.y || a.x - b.x);

const ownNote = ({ notes }: StrideDocument, id: string): Note | undefined =>
  Object.hasOwn(notes, id) ? notes[id] : undefined;

const withNotes = (document: StrideDocument, notes: readonly Note[]): StrideDocument =>
  notes.length === 0
    ? document
    : { ...document, notes: { ...document.notes, ...Object.fromEntries(notes.map((note) => [note.id, note])) } };

const withinLimits = (note: Note): Note => ({
  ...note,
  text: note.text.slice(0, maxNoteLength),
  width: clamp(note.width, noteSize.minWidth),
  height: clamp(note.height, noteSize.minHeight),
});

const clamp = (length: number, min: number): number => Math.min(noteSize.max, Math.max(min, length));
