import { History, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { type App, useApp, useRuns } from '../../app.ts';
import { searchOf } from '../../search/search-of.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { canContinue } from '../going-on.ts';
import { useRunName } from '../use-runs.ts';
import styles from './reopened.module.css';

/** What the window before did not get to: it goes on only where the user says so. */
export function ReopenedNotice() {
  const { t } = useTranslation('control');
  const app = useApp();
  const { runs, training } = app;
  const reopened = useRuns((state) => state.reopened);
  const cutOff = useRuns(({ records }) => records.find(({ id }) => id === reopened?.cutOff) ?? null);
  const waiting = useRuns((state) => state.waiting.queue.length);
  const search = useRuns((state) => state.waiting.search?.rests === false);
  const nameOf = useRunName();
  if (!reopened || (!cutOff && waiting === 0 && !search)) return null;
  const epoch = cutOff?.epochs.at(-1)?.epoch ?? 0;
  const lines = [
    cutOff && t(epoch > 0 ? 'interrupted' : 'interruptedEmpty', { name: nameOf(cutOff), epoch }),
    waiting > 0 && t('reopened.waiting', { count: waiting }),
    search && t('reopened.search'),
  ];
  const drop = () => {
    training.queue.clear();
    runs.setWaiting({ search: null });
    runs.answerReopened();
  };
  return (
    <section className={styles.notice} aria-label={t('reopened.title')}>
      <History size={14} />
      <p>{lines.filter(Boolean).join(' ')}</p>
      <Button size="small" look="primary" onClick={() => void goOn(app, cutOff)}>
        {t('reopened.goOn')}
      </Button>
      {waiting > 0 || search ? (
        <Button size="small" onClick={drop}>
          {t('reopened.drop')}
        </Button>
      ) : null}
      <IconButton size="small" label={t('reopened.later')} onClick={runs.answerReopened}>
        <X size={13} />
      </IconButton>
    </section>
  );
}

/** First the run that was cut off, then those that waited for it, then the search. */
async function goOn(app: App, cutOff: RunRecord | null): Promise<void> {
  const { runs, training, ui } = app;
  const { queue, search } = runs.getState().waiting;
  runs.answerReopened();
  // Without its state it would begin anew, and lose what its record tells.
  const hasState = cutOff !== null && runs.getState().checkpoints[cutOff.id]?.last != null;
  if (cutOff && hasState && canContinue(cutOff)) await training.continueRun(cutOff.id);
  training.queue.goOn();
  const step = cutOff || queue.length > 0 ? 'train' : 'evaluate';
  ui.setState(({ views }) => ({ step, views: step === 'evaluate' ? { ...views, evaluate: 'runs' } : views }));
  if (search?.rests === false) void searchOf(app).resumePlan();
}
