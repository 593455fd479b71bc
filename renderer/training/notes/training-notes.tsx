import { CircleX, Info, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrainingNote } from '../../../src/core/diagnosis/note.ts';
import { Button } from '../../ui/button.tsx';
import { NoteBody } from './note-body.tsx';
import styles from './notes.module.css';
import { useNotes } from './notes-store.ts';

const icons = { error: CircleX, warning: TriangleAlert, info: Info } as const;

/** Shown at once; the others on demand. */
const most = 2;

/** Why the shown run does not learn as it could; nothing where nothing speaks for it. */
export function TrainingNotes() {
  const { t } = useTranslation('train');
  const run = useNotes((s) => s.run);
  const notes = useNotes((s) => s.notes);
  const [all, setAll] = useState(false);
  // The end of a run that diverged is told above, with the same remedy.
  const told = notes.filter(({ id }) => id !== 'diverged' || run?.state !== 'failed');
  if (!run || told.length === 0) return null;
  const shown = all ? told : told.slice(0, most);
  const hidden = told.length - shown.length;
  return (
    <section className={styles.notes} aria-label={t('notes.heading')}>
      <h3>{t('notes.heading')}</h3>
      <ul>
        {shown.map((note) => (
          <li key={`${note.id} ${note.nodeId}`} data-tone={note.severity}>
            <NoteIcon note={note} />
            <NoteBody note={note} run={run} />
          </li>
        ))}
      </ul>
      {hidden > 0 || all ? (
        <Button size="small" look="ghost" onClick={() => setAll(!all)}>
          {all ? t('notes.fewer') : t('notes.more', { count: hidden })}
        </Button>
      ) : null}
    </section>
  );
}

export function NoteIcon({ note }: { readonly note: TrainingNote }) {
  const Icon = icons[note.severity];
  return <Icon size={14} />;
}
