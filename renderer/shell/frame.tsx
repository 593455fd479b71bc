import { lazy, type ReactNode, Suspense, use } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useRuns, useUi } from '../app.ts';
import { CenterBar } from './center-bar.tsx';
import { shownView } from './center-views.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import styles from './frame.module.css';
import { parts } from './parts.ts';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';

const CanvasView = lazy(async () => ({ default: (await parts.canvas()).CanvasView }));
const ProblemsPanel = lazy(async () => ({ default: (await parts.problems()).ProblemsPanel }));
const Palette = lazy(async () => ({ default: (await parts.palette()).Palette }));
const Inspector = lazy(async () => ({ default: (await parts.inspector()).Inspector }));
const CompilePanel = lazy(async () => ({ default: (await parts.compile()).CompilePanel }));
const TrainLeft = lazy(async () => ({ default: (await parts.trainLeft()).TrainLeft }));
const TrainPanel = lazy(async () => ({ default: (await parts.train()).TrainPanel }));
const ReopenedNotice = lazy(async () => ({ default: (await parts.reopened()).ReopenedNotice }));
const ProbeStrip = lazy(async () => ({ default: (await parts.probes()).ProbeStrip }));
const EvaluateLeft = lazy(async () => ({ default: (await parts.evaluateLeft()).EvaluateLeft }));
const EvaluateView = lazy(async () => ({ default: (await parts.evaluate()).EvaluateView }));
const PredictPanel = lazy(async () => ({ default: (await parts.predict()).PredictPanel }));

/** The editor: top bar, left panel, canvas or figures, right panel, status bar; which parts, the step decides. */
export function Frame() {
  use(useApp().loadTraining());
  const { t } = useTranslation('shell');
  const step = useUi((s) => s.step);
  const view = useUi((s) => shownView(s.step, s.views));
  const results = step === 'evaluate' || step === 'predict';
  const left = results ? <EvaluateLeft /> : step === 'train' ? <TrainLeft /> : <Palette />;
  const right = results ? (
    <PredictPanel />
  ) : step === 'train' ? (
    <TrainPanel />
  ) : step === 'compile' ? (
    <CompilePanel />
  ) : (
    <Inspector />
  );
  return (
    <div className={styles.frame} data-step={step} data-view={view?.id}>
      <TopBar />
      <aside className={styles.left} aria-label={t('frame.left')}>
        <Part name={`left-${view?.left ? view.id : results ? 'evaluate' : step}`}>
          {view?.left ? <view.left /> : left}
        </Part>
      </aside>
      <main className={styles.center} aria-label={t('frame.center')}>
        <Reopened />
        <CenterBar />
        {/* The canvas stays mounted in every step: its viewport and selection are where they were left. */}
        <div className={styles.canvas} hidden={results || view !== null}>
          <Part name="canvas">
            <CanvasView />
          </Part>
          {step === 'train' && !view ? (
            // Apart from the canvas, which would leave the screen while this loads.
            <Part name="probes">
              <ProbeStrip />
            </Part>
          ) : null}
        </div>
        {view ? (
          <div className={styles.canvas}>
            <Part name={`view-${view.id}`}>
              <view.main />
            </Part>
          </div>
        ) : results ? (
          <div className={styles.canvas}>
            <Part name="evaluate">
              <EvaluateView />
            </Part>
          </div>
        ) : null}
        <Problems />
      </main>
      <aside className={styles.right} aria-label={t('frame.right')}>
        <Part name={`right-${view?.right ? view.id : step}`}>{view?.right ? <view.right /> : right}</Part>
      </aside>
      <StatusBar />
    </div>
  );
}

/** Work that was left in another window; mostly there is none. */
function Reopened() {
  const some = useRuns((s) => s.reopened !== null);
  if (!some) return null;
  return (
    <ErrorBoundary>
      <Suspense>
        <ReopenedNotice />
      </Suspense>
    </ErrorBoundary>
  );
}

function Problems() {
  const open = useUi((s) => s.problemsOpen && s.step === 'define');
  if (!open) return null;
  return (
    <div className={styles.drawer}>
      <Part name="problems">
        <ProblemsPanel />
      </Part>
    </div>
  );
}

/** A part of the frame by itself: what goes wrong in one leaves the others working. */
const Part = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <ErrorBoundary key={name}>
    <Suspense fallback={<Loading />}>{children}</Suspense>
  </ErrorBoundary>
);

function Loading() {
  const { t } = useTranslation('shell');
  return (
    <p className={styles.loading} role="status">
      {t('frame.loading')}
    </p>
  );
}
