import type { NodeProps } from '@xyflow/react';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useDocument, useUi } from '../app.ts';
import { countRender } from './counters.ts';
import { noteElement } from './node-label.ts';
import styles from './note.module.css';
import { startWriting } from './note-actions.ts';
import { NoteEditor } from './note-editor.tsx';
import { NoteHandles } from './note-handles.tsx';
import { noteOfCard } from './note-node.ts';
import type { CanvasNode } from './projection.ts';
import { useCanvas } from './store.ts';

/** Letters of a note that a screen reader is told with its name; the rest is in the Outline and under Enter. */
const spoken = 300;

/** A note on the canvas: its text as it was typed, in place of which a field comes while it is written. */
export const NoteCard = memo(function NoteCard({ id: cardId, selected, dragging }: NodeProps<CanvasNode>) {
  countRender('nodes', cardId);
  const app = useApp();
  const { t } = useTranslation('define');
  const id = noteOfCard(cardId) ?? '';
  const kept = useDocument((s) => s.document.notes[id]);
  const draft = useCanvas((s) => (s.draft?.id === id ? s.draft : null));
  const writing = useCanvas((s) => s.writing === id);
  const alone = useUi((s) => s.selectedNotes.size === 1 && s.selectedNotes.has(id) && s.selection.size === 0);
  const text = useRef<HTMLParagraphElement>(null);
  const note = draft ?? kept;
  if (!note) return null;
  return (
    <div
      id={noteElement(id)}
      role="note"
      aria-label={t('note.label', { text: note.text.slice(0, spoken) })}
      className={styles.note}
      data-tone={note.tone}
      data-selected={selected || undefined}
      data-dragging={dragging || undefined}
      onDoubleClick={() => startWriting(app, note)}
    >
      {writing ? <NoteEditor note={note} /> : <p ref={text}>{note.text}</p>}
      {alone && !dragging && !writing ? <NoteHandles note={note} text={text} /> : null}
    </div>
  );
});
