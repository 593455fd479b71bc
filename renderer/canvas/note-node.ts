import type { Note, Position } from '../../src/core/document/schema.ts';
import type { Rect } from './geometry.ts';
import type { CanvasNode, ProjectionInput } from './projection.ts';

const prefix = 'note:';

/** The canvas's id of a note. */
export const noteCardId = (note: string): string => `${prefix}${note}`;

/** The note that this is the card of; `null` for a layer and the card of a group. */
export const noteOfCard = (id: string): string | null => (id.startsWith(prefix) ? id.slice(prefix.length) : null);

export const rectOfNote = ({ x, y, width, height }: Note): Rect => ({ x, y, width, height });

/** The ids under the pointer parted into layers with their cards, and notes under their own ids. */
export function partNotes(moving: ReadonlyMap<string, Position>) {
  const layers = new Map<string, Position>();
  const notes = new Map<string, Position>();
  for (const [id, at] of moving) {
    const note = noteOfCard(id);
    if (note === null) layers.set(id, at);
    else notes.set(note, at);
  }
  return { layers, notes };
}

type Shown = Pick<ProjectionInput, 'notes' | 'selectedNotes' | 'moving' | 'dragging'>;

/** React Flow's nodes of the notes; what did not change keeps its object. Their text is none of it. */
export function projectNotes(input: Shown, known: ReadonlyMap<string, CanvasNode>): CanvasNode[] {
  return Object.values(input.notes).map((note) => {
    const id = noteCardId(note.id);
    const position = input.moving.get(id) ?? { x: note.x, y: note.y };
    const selected = input.selectedNotes.has(note.id);
    const dragging = input.dragging && input.moving.has(id);
    const last = known.get(id);
    const same =
      last &&
      last.position.x === position.x &&
      last.position.y === position.y &&
      last.width === note.width &&
      last.height === note.height &&
      last.selected === selected &&
      last.dragging === dragging;
    return same ? last : makeNode(id, note, position, selected, dragging);
  });
}

const data: CanvasNode['data'] = { kind: 'note', stack: 'alone', mode: null };

const makeNode = (
  id: string,
  { width, height }: Note,
  position: Position,
  selected: boolean,
  dragging: boolean,
): CanvasNode => ({
  id,
  type: 'note',
  position,
  data,
  width,
  height,
  measured: { width, height },
  selected,
  dragging,
  // Behind wires and layers.
  zIndex: -1,
  handles: [],
});
