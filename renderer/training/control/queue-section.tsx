import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { WaitingRun } from '../../../src/core/runs/waiting.ts';
import { useApp, useRuns } from '../../app.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Switch } from '../../ui/choice.tsx';
import { useSettingsLine } from '../describe.ts';
import { useRunName } from '../use-runs.ts';
import styles from './control.module.css';

/** The runs that wait for the one in progress, the next one first; nothing while none waits. */
export function QueueSection() {
  const { t } = useTranslation('control');
  const { queue } = useApp().training;
  const waiting = useStore(queue, (state) => state.waiting);
  const stopAtFailure = useStore(queue, (state) => state.stopAtFailure);
  const held = useStore(queue, (state) => state.held);
  if (waiting.length === 0) return null;
  return (
    <section className={styles.queue}>
      <h3>{t('queue.title')}</h3>
      {held ? (
        <p className={styles.held}>
          {t(`queue.heldBack.${held}`)}
          <Button size="small" onClick={() => queue.goOn()}>
            {t('queue.goOn')}
          </Button>
        </p>
      ) : null}
      <ol aria-label={t('queue.list')}>
        {waiting.map((run, place) => (
          <Waiting key={run.id} run={run} place={place} last={place === waiting.length - 1} />
        ))}
      </ol>
      <div className={styles.stop}>
        <label htmlFor="queue-stop">{t('queue.stopAtFailure')}</label>
        <Switch
          id="queue-stop"
          label={t('queue.stopAtFailure')}
          checked={stopAtFailure}
          onChange={queue.setStopAtFailure}
        />
      </div>
    </section>
  );
}

interface WaitingProps {
  readonly run: WaitingRun;
  readonly place: number;
  readonly last: boolean;
}

function Waiting({ run, place, last }: WaitingProps) {
  const { t } = useTranslation('control');
  const { queue } = useApp().training;
  const settings = useSettingsLine()(run.settings);
  const nameOf = useRunName();
  const parent = useRuns(({ records }) => records.find(({ id }) => id === run.fork?.runId) ?? null);
  return (
    <li>
      <span className={styles.place}>{place + 1}</span>
      <span className={styles.waiting} title={settings}>
        {settings}
        {run.fork && parent ? <small>{t('fork.from', { name: nameOf(parent), epoch: run.fork.epoch })}</small> : null}
      </span>
      <IconButton size="small" label={t('queue.up')} disabled={place === 0} onClick={() => queue.move(run.id, -1)}>
        <ArrowUp size={12} />
      </IconButton>
      <IconButton size="small" label={t('queue.down')} disabled={last} onClick={() => queue.move(run.id, 1)}>
        <ArrowDown size={12} />
      </IconButton>
      <IconButton size="small" label={t('queue.remove')} onClick={() => queue.remove(run.id)}>
        <X size={12} />
      </IconButton>
    </li>
  );
}
