import { useTranslation } from 'react-i18next';
import type { Remedy, TrainingNote } from '../../../src/core/diagnosis/note.ts';
import { commandsOf } from '../../../src/core/diagnosis/remedies.ts';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { useApp, useDocument } from '../../app.ts';
import { Button } from '../../ui/button.tsx';
import { useActiveRunId } from '../use-runs.ts';
import { applyRemedy, changeOf } from './apply-remedy.ts';
import styles from './notes.module.css';
import { useNoteText, useRemedyText } from './use-note-text.ts';

interface NoteProps {
  readonly note: TrainingNote;
  readonly run: RunRecord;
}

/** What is wrong, the figures that show it, and what can be done about it. */
export function NoteBody({ note, run }: NoteProps) {
  const textOf = useNoteText();
  const { title, text } = textOf(note, run);
  return (
    <div className={styles.body}>
      <b>{title}</b>
      <p>{text}</p>
      <div className={styles.actions}>
        {note.remedies.map((remedy, i) => (
          <RemedyButton key={remedy.id} remedy={remedy} run={run} first={i === 0} />
        ))}
      </div>
    </div>
  );
}

interface RemedyProps {
  readonly remedy: Remedy;
  readonly run: RunRecord;
  readonly first: boolean;
}

function RemedyButton({ remedy, run, first }: RemedyProps) {
  const app = useApp();
  const { t } = useTranslation('train');
  const label = useRemedyText()(remedy);
  const left = useDocument((s) => remedy.kind === 'show' || commandsOf(remedy, s.document).length > 0);
  const active = useActiveRunId();
  const taken = active === run.id && remedy.kind === 'settings' && changeOf(remedy) !== null;
  if (left)
    return (
      <Button size="small" look={first ? 'default' : 'ghost'} onClick={() => applyRemedy(app, run.id, remedy, label)}>
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
