import { type ChangeEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { maxNoteLength, type Note, noteSize } from '../../src/core/document/schema.ts';
import { useApp } from '../app.ts';
import styles from './note.module.css';
import { endWriting, writeText } from './note-actions.ts';

/** The text of a note while it is typed: in the document with every letter, and the note grows with it. */
export function NoteEditor({ note }: { readonly note: Note }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // What is there is most often added to.
    field.current?.focus({ preventScroll: true });
    field.current?.setSelectionRange(maxNoteLength, maxNoteLength);
  }, []);
  const write = ({ currentTarget: { value, scrollHeight } }: ChangeEvent<HTMLTextAreaElement>) => {
    const height = Math.min(noteSize.max, Math.max(note.height, scrollHeight));
    writeText(app, { ...note, text: value, height });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    const canvas = event.currentTarget.closest<HTMLElement>('[role="application"]');
    endWriting(app);
    canvas?.focus({ preventScroll: true });
  };
  return (
    <textarea
      ref={field}
      className={`${styles.field} nodrag nopan nowheel`}
      aria-label={t('note.text')}
      placeholder={t('note.placeholder')}
      maxLength={maxNoteLength}
      value={note.text}
      onChange={write}
      onKeyDown={onKeyDown}
      onBlur={() => endWriting(app)}
    />
  );
}
