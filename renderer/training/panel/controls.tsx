import { GitFork, Pause, Play, RotateCcw, Square, StepForward } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { useApp, useRuns, useSession } from '../../app.ts';
import { formatDuration, formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { KeyHint } from '../../keys/key-hint.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/layout.tsx';
import { Tip } from '../../ui/tooltip.tsx';
import { ForkDialog } from '../control/fork-dialog.tsx';
import { elapsedOf, isLive } from '../run-events.ts';
import styles from '../train.module.css';
import { useActiveRunId, useRunName } from '../use-runs.ts';

type ShownState = RunRecord['state'] | 'stopping';

const tones = {
  preparing: 'neutral',
  running: 'ok',
  paused: 'warn',
  stopping: 'warn',
  completed: 'ok',
  stopped: 'neutral',
  interrupted: 'warn',
  failed: 'err',
} as const satisfies Record<ShownState, 'neutral' | 'ok' | 'warn' | 'err'>;

function useShownState(run: RunRecord): ShownState {
  const stopping = useSession(({ session }) => session.state === 'stopping' && session.runId === run.id);
  return stopping ? 'stopping' : run.state;
}

export function Heading({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('train');
  const name = useRunName();
  const state = useShownState(run);
  return (
    <header className={styles.head}>
      <span className={styles.dot} data-state={state} />
      <h2>{name(run)}</h2>
      <Chip tone={tones[state]}>{t(`state.${state}`)}</Chip>
      <Elapsed run={run} />
    </header>
  );
}

const clock = (seconds: number): string => {
  // Rounded as the list of runs rounds it, so that both say the same.
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
};

function Elapsed({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('train');
  const session = useSession((state) =>
    isLive(state.session) && state.session.runId === run.id ? state.session : null,
  );
  const [now, setNow] = useState(() => performance.now());
  const ticking = session !== null && session.pausedAt === null;
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, [ticking]);
  const seconds = session ? elapsedOf(session, Math.max(now, session.startedAt)) / 1000 : run.seconds;
  return (
    <span className={styles.elapsed} role="timer" aria-label={t('elapsed')} aria-live="off">
      {clock(seconds)}
    </span>
  );
}

/** Pause, step and stop while the run is in progress; afterwards, the ways to go on. */
export function Controls({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('train');
  const { training } = useApp();
  const state = useShownState(run);
  const active = useActiveRunId();
  const hasWeights = useRuns(({ checkpoints }) => checkpoints[run.id]?.last != null);
  const isActive = active === run.id;
  if (!isActive) {
    return (
      <div className={styles.buttons}>
        <Button
          look="primary"
          size="large"
          icon={<Play size={14} />}
          disabled={active !== null}
          onClick={() => void training.start()}
        >
          {t('notice.again')}
        </Button>
        <Button
          size="large"
          icon={<RotateCcw size={14} />}
          disabled={active !== null || !hasWeights}
          onClick={() => void training.trainFurther(run.id)}
        >
          {t('runs.further')}
        </Button>
        <ForkButton run={run} />
      </div>
    );
  }
  const steerable = state === 'running' || state === 'paused';
  const paused = state === 'paused';
  return (
    <div className={styles.buttons}>
      <Button
        look="primary"
        size="large"
        icon={paused ? <Play size={14} /> : <Pause size={14} />}
        disabled={!steerable}
        onClick={() => training.togglePause()}
      >
        {t(paused ? 'resume' : 'pause')}
        <KeyHint of="pause" className={styles.onInk} />
      </Button>
      <Tip text={t('stepHint')}>
        <Button size="large" icon={<StepForward size={14} />} disabled={!paused} onClick={() => training.step()}>
          {t('step')}
        </Button>
      </Tip>
      <Button
        look="danger"
        size="large"
        icon={<Square size={14} />}
        disabled={state === 'stopping'}
        onClick={() => training.stop()}
      >
        {t('stop')}
      </Button>
    </div>
  );
}

/** Opens the list of this run's kept epochs. */
function ForkButton({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('control');
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton label={t('fork.open')} className={styles.tool} onClick={() => setOpen(true)}>
        <GitFork size={14} />
      </IconButton>
      {open ? <ForkDialog run={run} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const mostSegments = 40;

export function Progress({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const latest = useSession(({ session }) => (isLive(session) && session.runId === run.id ? session.latest : null));
  const { epochs } = run.settings;
  const finished = run.epochs.at(-1)?.epoch ?? 0;
  const done = latest ? Math.max(finished, latest.epoch - 1 + latest.step / latest.stepsPerEpoch) : finished;
  const epoch = latest?.epoch ?? finished;
  const segments = Math.min(epochs, mostSegments);
  return (
    <>
      <div className={styles.progressText}>
        <span>
          <b>
            {t('epochOf')} {formatFull(epoch, locale)}
          </b>{' '}
          / {formatFull(epochs, locale)}
        </span>
        {latest ? (
          <>
            <span>
              {t('stepOf')} {formatFull(latest.step, locale)} / {formatFull(latest.stepsPerEpoch, locale)}
            </span>
            <span>
              {t('eta')} <b>{formatDuration(latest.eta)}</b>
            </span>
          </>
        ) : null}
      </div>
      <div
        className={styles.progress}
        role="progressbar"
        aria-label={t('progress', { epoch, epochs })}
        aria-valuemin={0}
        aria-valuemax={epochs}
        aria-valuenow={Math.floor(done)}
      >
        {Array.from({ length: segments }, (_, i) => {
          const share = Math.min(1, Math.max(0, (done / epochs) * segments - i));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the segments are their positions
            <i key={i}>
              <b style={{ width: `${share * 100}%` }} />
            </i>
          );
        })}
      </div>
    </>
  );
}
