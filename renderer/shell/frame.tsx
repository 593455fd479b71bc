import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useUi } from '../app.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import styles from './frame.module.css';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';

/* Each part loads with the step that needs it: the start screen waits for none of them. */
const CanvasView = lazy(async () => ({ default: (await import('../canvas/canvas-view.tsx')).CanvasView }));
const ProblemsPanel = lazy(async () => ({ default: (await import('../canvas/problems-panel.tsx')).ProblemsPanel }));
const Palette = lazy(async () => ({ default: (await import('../palette/palette.tsx')).Palette }));
const Inspector = lazy(async () => ({ default: (await import('../inspector/inspector.tsx')).Inspector }));
const CompilePanel = lazy(async () => ({ default: (await import('../training/compile-panel.tsx')).CompilePanel }));
const TrainLeft = lazy(async () => ({ default: (await import('../training/train-left.tsx')).TrainLeft }));
const TrainPanel = lazy(async () => ({ default: (await import('../training/train-panel.tsx')).TrainPanel }));
const EvaluateLeft = lazy(async () => ({ default: (await import('../evaluate/evaluate-left.tsx')).EvaluateLeft }));
const EvaluateView = lazy(async () => ({ default: (await import('../evaluate/evaluate-view.tsx')).EvaluateView }));
const PredictPanel = lazy(async () => ({ default: (await import('../evaluate/predict-panel.tsx')).PredictPanel }));

/** The editor: top bar, left panel, canvas or figures, right panel, status bar; which parts, the step decides. */
export function Frame() {
  const { t } = useTranslation('shell');
  const step = useUi((s) => s.step);
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
    <div className={styles.frame} data-step={step}>
      <TopBar />
      <aside className={styles.left} aria-label={t('frame.left')}>
        <Part name={`left-${results ? 'evaluate' : step}`}>{left}</Part>
      </aside>
      <main className={styles.center} aria-label={t('frame.center')}>
        {/* The canvas stays mounted in every step: its viewport and selection are where they were left. */}
        <div className={styles.canvas} hidden={results}>
          <Part name="canvas">
            <CanvasView />
          </Part>
        </div>
        {results ? (
          <div className={styles.canvas}>
            <Part name="evaluate">
              <EvaluateView />
            </Part>
          </div>
        ) : null}
        <Problems />
      </main>
      <aside className={styles.right} aria-label={t('frame.right')}>
        <Part name={`right-${step}`}>{right}</Part>
      </aside>
      <StatusBar />
    </div>
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
