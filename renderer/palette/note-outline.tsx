import { useVirtualizer } from '@tanstack/react-virtual';
import { StickyNote } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { notesInOrder } from '../../src/core/document/notes.ts';
import { useApp, useDocument, useUi } from '../app.ts';
import { locateNote, removeNotes, startWriting } from '../canvas/note-actions.ts';
import styles from './palette.module.css';

const rowHeight = 28;
/** Rows that are seen without scrolling: the layers keep the rest of the panel. */
const mostRows = 6;

/** Every note, as they are read: arrows to walk and show, Enter to write, Delete to remove. */
export function NoteOutline() {
  const app = useApp();
  const { t } = useTranslation('define');
  const title = useId();
  const kept = useDocument((s) => s.document.notes);
  const notes = useMemo(() => notesInOrder({ notes: kept }), [kept]);
  const selected = useUi((s) =>
    s.selection.size === 0 && s.selectedNotes.size === 1 ? [...s.selectedNotes][0] : undefined,
  );
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: notes.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 4,
  });
  const at = notes.findIndex(({ id }) => id === selected);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at);
  }, [at, rows]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step === undefined ? undefined : notes[Math.max(0, at + step)];
    const note = notes[at];
    if (next) locateNote(app, next);
    else if (note && event.key === 'Enter') startWriting(app, note);
    else if (note && (event.key === 'Delete' || event.key === 'Backspace')) removeNotes(app, [note.id]);
    else return;
    event.preventDefault();
  };
  if (notes.length === 0) return null;
  return (
    <section className={styles.notes}>
      <h3 id={title}>{t('note.list')}</h3>
      <div
        ref={frame}
        className={styles.scroll}
        style={{ height: Math.min(mostRows, notes.length) * rowHeight + 8 }}
        role="listbox"
        aria-labelledby={title}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div className={styles.rows} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const note = notes[row.index];
            return note ? (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list, which has the focus
              <div
                key={note.id}
                className={styles.row}
                role="option"
                aria-selected={note.id === selected}
                aria-posinset={row.index + 1}
                aria-setsize={notes.length}
                tabIndex={-1}
                style={{ transform: `translateY(${row.start}px)` }}
                onClick={() => locateNote(app, note)}
                onDoubleClick={() => startWriting(app, note)}
              >
                <StickyNote size={13} aria-hidden />
                <b>{note.text.trim().split('\n')[0]}</b>
              </div>
            ) : null;
          })}
        </div>
      </div>
    </section>
  );
}
