import { Play } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type RunRecord, scoreName, scoreOf, validationScore } from '../../src/core/document/runs.ts';
import { useApp, useSession } from '../app.ts';
import { Button } from '../ui/button.tsx';
import { CurveChart } from './chart/curve-chart.tsx';
import { RateChart } from './chart/rate-chart.tsx';
import { TimeLine } from './forecast/time-line.tsx';
import { TrainingNotes } from './notes/training-notes.tsx';
import { Controls, Heading, Progress } from './panel/controls.tsx';
import { ImportedPanel } from './panel/imported-panel.tsx';
import { LiveRegion } from './panel/live-region.tsx';
import { Notices } from './panel/notices.tsx';
import { RunStats } from './panel/run-stats.tsx';
import { isLive } from './run-events.ts';
import train from './train.module.css';
import styles from './training.module.css';
import { useShownRun } from './use-runs.ts';

/** Right of the canvas in Train: the shown run as it learns, or the way to the first one. */
export function TrainPanel() {
  const { t } = useTranslation('train');
  const { training } = useApp();
  const run = useShownRun();
  useEffect(() => {
    void training.loadData();
  }, [training]);
  return (
    <section className={styles.panel} aria-label={t('tabs.label')}>
      {run ? <Shown run={run} /> : <NoRuns />}
    </section>
  );
}

const Shown = ({ run }: { readonly run: RunRecord }) =>
  run.imported === undefined ? <RunPanel run={run} /> : <ImportedPanel run={run} file={run.imported} />;

function RunPanel({ run }: { readonly run: RunRecord }) {
  const { runs } = useApp();
  const progress = useProgress(run);
  const batchLoss = useSession(({ session }) => latestOf(session, run.id)?.loss ?? null);
  const batchAccuracy = useSession(({ session }) => latestOf(session, run.id)?.accuracy ?? null);
  const last = run.epochs.at(-1);
  const score = scoreName(run);
  const curves = runs.curves(run.id);
  return (
    <>
      <Heading run={run} />
      <Controls run={run} />
      <Progress run={run} />
      <Notices run={run} />
      <div className={train.charts}>
        <CurveChart
          run={run}
          measure="loss"
          progress={progress}
          train={batchLoss ?? last?.loss ?? curves.loss.ys.at(-1) ?? null}
          validation={last?.valLoss ?? null}
        />
        {score === null ? null : (
          <CurveChart
            run={run}
            measure="accuracy"
            progress={progress}
            train={batchAccuracy ?? (last ? scoreOf(last, score) : null) ?? curves.accuracy.ys.at(-1) ?? null}
            validation={last ? validationScore(last, score) : null}
            withOthers
          />
        )}
      </div>
      <RateChart run={run} progress={progress} />
      <TrainingNotes />
      <RunStats run={run} />
      <LiveRegion run={run} />
    </>
  );
}

const latestOf = (session: Parameters<typeof isLive>[0], id: string) =>
  isLive(session) && session.runId === id ? session.latest : null;

/** Epochs done, as a fraction; `null` when the run is over. Rounded, so that charts redraw no more than they must. */
function useProgress(run: RunRecord): number | null {
  return useSession(({ session }) => {
    if (!('runId' in session) || session.runId !== run.id) return null;
    if (session.state === 'preparing') return 0;
    if (!isLive(session)) return null;
    const { latest } = session;
    return latest ? latest.epoch - 1 + latest.step / latest.stepsPerEpoch : 0;
  });
}

function NoRuns() {
  const { t } = useTranslation('train');
  const { training, ui } = useApp();
  return (
    <div className={styles.empty}>
      <h2>{t('empty.title')}</h2>
      <p>{t('empty.text')}</p>
      <Button look="primary" size="large" icon={<Play size={13} />} onClick={() => void training.start()}>
        {t('empty.start')}
      </Button>
      <Button look="ghost" onClick={() => ui.setState({ step: 'compile' })}>
        {t('empty.compile')}
      </Button>
      <TimeLine />
    </div>
  );
}
