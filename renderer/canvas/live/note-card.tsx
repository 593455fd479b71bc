import { useApp, useDocument, useUi } from '../../app.ts';
import { NoteBody } from '../../training/notes/note-body.tsx';
import styles from '../../training/notes/notes.module.css';
import { useNotes } from '../../training/notes/notes-store.ts';
import { NoteIcon } from '../../training/notes/training-notes.tsx';
import { fixCardPlace } from '../fix-place.ts';
import { rectOf } from '../geometry.ts';
import { isLive, useCanvas } from '../store.ts';

/** Of the note on a layer, in Train; `undefined` without one that warns. */
export function useNoteSeverity(id: string): 'warning' | 'error' | undefined {
  const training = useUi((s) => s.step === 'train' && s.paint !== 'off');
  return useNotes(({ byNode }) => {
    const severity = training ? byNode.get(id)?.severity : undefined;
    return severity === 'info' ? undefined : severity;
  });
}

/** Beside the selected layer, in Train: what the note on it says. */
export function LiveNoteCard() {
  const selected = useUi((s) => (s.selection.size === 1 && s.step === 'train' ? [...s.selection][0] : undefined));
  const exists = useNotes(({ byNode }) => selected !== undefined && byNode.has(selected));
  return selected !== undefined && exists ? <Card key={selected} id={selected} /> : null;
}

function Card({ id }: { readonly id: string }) {
  const app = useApp();
  const note = useNotes(({ byNode }) => byNode.get(id));
  const run = useNotes((s) => s.run);
  const rect = useDocument((s) => {
    const found = rectOf(s.document, id, isLive(app));
    return found ? `${found.x} ${found.y} ${found.width}` : '';
  });
  const viewport = useCanvas((s) => s.viewport);
  const size = useCanvas((s) => s.size);
  if (!note || !run || rect === '') return null;
  const [x = 0, y = 0, width = 0] = rect.split(' ').map(Number);
  const { left, top } = fixCardPlace({ x, y, width }, viewport, size);
  return (
    <section className={styles.card} data-tone={note.severity} style={{ left, top: top + 40 }}>
      <NoteIcon note={note} />
      <NoteBody note={note} run={run} />
    </section>
  );
}
