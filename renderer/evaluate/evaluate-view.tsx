import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { Evaluation } from '../../src/engine/inspect/evaluation.ts';
import { useApp, useRuns, useSession } from '../app.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import type { CheckpointRef, EvaluationState } from '../store/session.ts';
import { resolveCheckpoint, sameCheckpoint } from '../training/checkpoints.ts';
import training from '../training/training.module.css';
import { Button } from '../ui/button.tsx';
import { ClassFiguresView } from './class-figures.tsx';
import styles from './evaluate.module.css';
import { LabelFiguresView } from './label-figures.tsx';
import { MaskFiguresView } from './mask-figures.tsx';
import { NumberFiguresView } from './number-figures.tsx';
import { StatRow } from './stat-row.tsx';

/** How good the chosen checkpoint is, by what its samples are answered with. Evaluates by itself when it opens. */
export function EvaluateView() {
  const { t } = useTranslation('evaluate');
  const { training: controller } = useApp();
  const engineText = useEngineText();
  const state = useSession(({ evaluation }) => evaluation);
  const checkpoint = useCheckpoint();
  const missing = checkpoint !== null && !covers(state, checkpoint);
  useEffect(() => {
    if (missing) void controller.evaluate();
  }, [controller, missing]);
  if (!checkpoint) return <NothingTrained />;
  if (state.state === 'failed') {
    return (
      <div className={styles.view}>
        <div className={styles.centre}>
          <div className={training.notice} data-tone="err" role="alert">
            <p>
              {t('failed')} {engineText(state.failure.message)}
            </p>
            <Button size="small" onClick={() => void controller.evaluate()}>
              {t('again')}
            </Button>
          </div>
        </div>
      </div>
    );
  }
  if (state.state !== 'done') {
    return (
      <div className={styles.view}>
        <p className={styles.centre} role="status">
          {t('running')}
        </p>
      </div>
    );
  }
  const { evaluation, dataset } = state;
  return (
    <div className={styles.view}>
      <StatRow evaluation={evaluation} checkpoint={checkpoint} />
      <Figures evaluation={evaluation} dataset={dataset} />
    </div>
  );
}

function Figures({ evaluation, dataset }: { readonly evaluation: Evaluation; readonly dataset: Dataset }) {
  switch (evaluation.task) {
    case 'oneLabel':
      return <ClassFiguresView evaluation={evaluation} dataset={dataset} />;
    case 'manyLabel':
      return <LabelFiguresView evaluation={evaluation} dataset={dataset} />;
    case 'regression':
      return <NumberFiguresView evaluation={evaluation} dataset={dataset} />;
    case 'segmentation':
      return <MaskFiguresView evaluation={evaluation} dataset={dataset} />;
  }
}

/** Which checkpoint is looked at, by value: the object is new whenever a run moves on. */
function useCheckpoint(): CheckpointRef | null {
  const chosen = useSession((state) => state.checkpoint);
  const key = useRuns((runs) => {
    const found = resolveCheckpoint(chosen, runs);
    return found ? `${found.which} ${found.runId}` : '';
  });
  if (key === '') return null;
  const [which, runId = ''] = key.split(' ');
  return { runId, which: which === 'best' ? 'best' : 'last' };
}

const covers = (state: EvaluationState, checkpoint: CheckpointRef): boolean =>
  state.state !== 'none' && sameCheckpoint(state.checkpoint, checkpoint);

function NothingTrained() {
  const { t } = useTranslation('evaluate');
  const { ui } = useApp();
  return (
    <div className={styles.view}>
      <div className={training.empty}>
        <h2>{t('empty.title')}</h2>
        <p>{t('empty.text')}</p>
        <Button look="primary" size="large" onClick={() => ui.setState({ step: 'train' })}>
          {t('empty.train')}
        </Button>
      </div>
    </div>
  );
}
