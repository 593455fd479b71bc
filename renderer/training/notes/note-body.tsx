import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Remedy, TrainingNote } from '../../../src/core/diagnosis/note.ts';
import { commandsOf } from '../../../src/core/diagnosis/remedies.ts';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { useApp, useDocument } from '../../app.ts';
import { Button } from '../../ui/button.tsx';
import { useActiveRunId } from '../use-runs.ts';
import { applyRemedy, changeOf } from './apply-remedy.ts';
import styles from './notes.module.css';
import { RemedyPreview } from './remedy-preview.tsx';
import { useNoteText, useRemedyText } from './use-note-text.ts';

interface NoteProps {
  readonly note: TrainingNote;
  readonly run: RunRecord;
}

/**
 * What is wrong, the figures that show it, and what can be done about it: what the remedy that is pointed at would change, else
 * the first that is left to do, is listed below.
 */
export function NoteBody({ note, run }: NoteProps) {
  const textOf = useNoteText();
  const { title, text } = textOf(note, run);
  const id = useId();
  const document = useDocument((s) => s.document);
  const [pointed, setPointed] = useState<Remedy['id'] | null>(null);
  const open = note.remedies.filter((one) => commandsOf(one, document).length > 0);
  const previewed = open.find((one) => one.id === pointed) ?? open[0];
  return (
    <div className={styles.body}>
      <b>{title}</b>
      <p>{text}</p>
      <div className={styles.actions}>
        {note.remedies.map((remedy, i) => (
          <RemedyButton
            key={remedy.id}
            remedy={remedy}
            run={run}
            first={i === 0}
            previewId={remedy === previewed ? id : undefined}
            onPoint={() => setPointed(remedy.id)}
          />
        ))}
      </div>
      {previewed ? <RemedyPreview id={id} remedy={previewed} /> : null}
    </div>
  );
}

interface RemedyProps {
  readonly remedy: Remedy;
  readonly run: RunRecord;
  readonly first: boolean;
  /** Of the list of what it would change, while that is shown. */
  readonly previewId: string | undefined;
  onPoint(): void;
}

function RemedyButton({ remedy, run, first, previewId, onPoint }: RemedyProps) {
  const app = useApp();
  const { t } = useTranslation('train');
  const label = useRemedyText()(remedy);
  const left = useDocument((s) => remedy.kind === 'show' || commandsOf(remedy, s.document).length > 0);
  const active = useActiveRunId();
  const taken = active === run.id && remedy.kind === 'settings' && changeOf(remedy) !== null;
  if (left)
    return (
      <Button
        size="small"
        look={first ? 'default' : 'ghost'}
        aria-describedby={remedy.kind === 'show' ? undefined : previewId}
        onFocus={onPoint}
        onPointerEnter={onPoint}
        onClick={() => applyRemedy(app, run.id, remedy, label)}
      >
        {label}
      </Button>
    );
  // Done, and it counts: nothing is left to ask.
  if (taken) return <span className={styles.done}>{t('remedies.taken', { remedy: label })}</span>;
  return (
    <span className={styles.done}>
      {t('remedies.done', { remedy: label })}
      <Button size="small" disabled={active !== null} onClick={() => void app.training.start()}>
        {t('notice.again')}
      </Button>
    </span>
  );
}
