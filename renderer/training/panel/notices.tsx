import { CircleX, Info, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { useApp, useRuns, useSession } from '../../app.ts';
import { useEngineText } from '../../i18n/engine-text.ts';
import { formatBytes, formatFull, formatSignificant } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { InterruptedNotice } from '../control/interrupted-notice.tsx';
import { PausedNotice } from '../control/paused-notice.tsx';
import { backendName, formatRate } from '../describe.ts';
import { isLive } from '../run-events.ts';
import train from '../train.module.css';
import styles from '../training.module.css';
import { useActiveRunId, useEditedSince, useRunName } from '../use-runs.ts';

/** What the user should know about the shown run, each with what can be done about it. */
export function Notices({ run }: { readonly run: RunRecord }) {
  return (
    <div className={train.notices}>
      <PausedNotice run={run} />
      <InterruptedNotice run={run} />
      <Edited run={run} />
      <Chosen run={run} />
      <BaseKept run={run} />
      <Compiling run={run} />
      <Recovered run={run} />
      <Failure run={run} />
    </div>
  );
}

function Edited({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('train');
  const { training } = useApp();
  const name = useRunName();
  const edited = useEditedSince(run);
  const active = useActiveRunId() !== null;
  if (!edited) return null;
  return (
    <div className={styles.notice}>
      <TriangleAlert size={14} />
      <p>{t('notice.edited', { name: name(run) })}</p>
      <Button size="small" disabled={active} onClick={() => void training.start()}>
        {t('notice.again')}
      </Button>
    </div>
  );
}

/** What the devices were timed at on this network, where one of them was to be chosen. */
function Chosen({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const timings = useSession(({ session }) => (isLive(session) && session.runId === run.id ? session.timings : null));
  const [best] = timings ?? [];
  if (!timings || !best) return null;
  const each = timings.map(({ device, secondsPerStep }) => {
    const value = formatSignificant(secondsPerStep * 1000, 2, locale);
    return t('notice.timing', { name: backendName(device.backend), value });
  });
  return (
    <div className={styles.notice} data-tone="info">
      <Info size={14} />
      <p>{t('notice.chosen', { timings: each.join(', '), name: backendName(best.device.backend) })}</p>
    </div>
  );
}

/** The device's programs, before the first step. */
function Compiling({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const compiling = useSession(({ session }) =>
    isLive(session) && session.runId === run.id ? session.compiling : null,
  );
  if (!compiling) return null;
  const { done, total } = compiling;
  const text = t('notice.compiling', { done: formatFull(done, locale), total: formatFull(total, locale) });
  return (
    <div className={styles.notice} data-tone="info">
      <Info size={14} />
      <p>{text}</p>
      <progress value={done} max={total} aria-label={text} />
    </div>
  );
}

/** That frozen layers are not run any more. */
function BaseKept({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const bytes = useSession(({ session }) => (isLive(session) && session.runId === run.id ? session.baseBytes : null));
  if (bytes === null) return null;
  return (
    <div className={styles.notice} data-tone="info">
      <Info size={14} />
      <p>{t('notice.baseKept', { bytes: formatBytes(bytes, locale) })}</p>
    </div>
  );
}

function Recovered({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const engineText = useEngineText();
  const notice = useSession(({ session }) => (isLive(session) && session.runId === run.id ? session.notice : null));
  if (!notice) return null;
  return (
    <div className={styles.notice} data-tone="info">
      <Info size={14} />
      <p>{t('notice.recovered', { reason: engineText(notice.reason), step: formatFull(notice.fromStep, locale) })}</p>
    </div>
  );
}

const failureTexts: Readonly<Record<string, 'failure.diverged' | 'failure.memory' | 'failure.lost'>> = {
  diverged: 'failure.diverged',
  'out-of-memory': 'failure.memory',
  'device-lost': 'failure.lost',
};

function Failure({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('train');
  const { ui } = useApp();
  const engineText = useEngineText();
  const { failure } = run;
  if (run.state !== 'failed' || !failure) return null;
  const { nodeId } = failure;
  const key = failureTexts[failure.code] ?? 'failure.other';
  return (
    <div className={styles.notice} data-tone="err" role="alert">
      <CircleX size={14} />
      <div className={styles.grow}>
        <p>{t(key)}</p>
        <p className={styles.muted}>{engineText(failure.message)}</p>
        <div className={styles.actions}>
          <Remedy run={run} />
          {nodeId ? (
            <Button
              size="small"
              look="ghost"
              onClick={() => ui.setState({ selection: new Set([nodeId]), step: 'define' })}
            >
              {t('failure.show')}
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  );
}

/** The change that most likely lets the run succeed. */
function Remedy({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation(['train', 'compile']);
  const { training } = useApp();
  const locale = useLocale();
  const active = useActiveRunId() !== null;
  const hasWeights = useRuns(({ checkpoints }) => checkpoints[run.id]?.last != null);
  const { learningRate, batchSize } = run.settings;
  const button = (text: string, act: () => unknown) => (
    <Button size="small" disabled={active} onClick={() => void act()}>
      {text}
    </Button>
  );
  if (run.failure?.code === 'diverged') {
    // What has diverged does so again at half the rate, mostly: the next power of ten is where to look.
    const tenth = Number((learningRate / 10).toPrecision(6));
    return button(t('train:failure.divergedFix', { value: formatRate(tenth, locale) }), () =>
      training.retryWith(run.id, { learningRate: tenth }, t('compile:optimizer.learningRate')),
    );
  }
  if (run.failure?.code === 'out-of-memory' && batchSize > 1) {
    const half = Math.floor(batchSize / 2);
    return button(t('train:failure.memoryFix', { value: formatFull(half, locale) }), () =>
      training.retryWith(run.id, { batchSize: half }, t('compile:run.batch')),
    );
  }
  if (hasWeights) return button(t('train:failure.lostFix'), () => training.retryWith(run.id, {}, ''));
  return button(t('train:failure.retry'), () => training.start());
}
