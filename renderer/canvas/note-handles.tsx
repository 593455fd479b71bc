import { type PointerEvent, type RefObject, useRef } from 'react';
import type { NotePlace } from '../../src/core/document/notes.ts';
import { type Note, noteSize, type Position } from '../../src/core/document/schema.ts';
import { useApp } from '../app.ts';
import { snapped } from './geometry.ts';
import styles from './note.module.css';
import { placeNote } from './note-actions.ts';
import { rectOfNote } from './note-node.ts';
import { resized, type Side } from './note-resize.ts';
import { canvasOf } from './store.ts';

const sides: readonly Side[] = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
];

interface HandlesProps {
  readonly note: Note;
  /** The text that the note must stay high enough for. */
  readonly text: RefObject<HTMLElement | null>;
}

/** Edges and corners that resize the selected note; one undo step when the pointer lets go. */
export function NoteHandles({ note, text }: HandlesProps) {
  const app = useApp();
  const drag = useRef<{ readonly from: Position; readonly note: Note; readonly side: Side } | null>(null);
  const start = (side: Side) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { from: { x: event.clientX, y: event.clientY }, note, side };
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    if (!drag.current) return;
    const { from, side, note: before } = drag.current;
    const { store } = canvasOf(app);
    const { zoom } = store.getState().viewport;
    const by = snapped({ x: (event.clientX - from.x) / zoom, y: (event.clientY - from.y) / zoom });
    store.setState({ draft: { ...before, ...resized(rectOfNote(before), side, by, noteSize) } });
  };
  const end = () => {
    const { store } = canvasOf(app);
    const { draft } = store.getState();
    if (drag.current && draft?.id === note.id) placeNote(app, note.id, roomy(draft, text.current));
    drag.current = null;
    store.setState({ draft: null });
  };
  return sides.map((side) => (
    <i
      key={side.join()}
      className={`${styles.handle} nodrag nopan`}
      data-across={side[0]}
      data-down={side[1]}
      onPointerDown={start(side)}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
    />
  ));
}

/** No lower than its text is high. */
function roomy(note: Note, text: HTMLElement | null): NotePlace {
  return { ...rectOfNote(note), height: Math.max(note.height, text?.scrollHeight ?? 0) };
}
