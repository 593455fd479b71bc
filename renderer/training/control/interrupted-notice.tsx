import { CirclePause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { useApp, useRuns } from '../../app.ts';
import { Button } from '../../ui/button.tsx';
import { Tip } from '../../ui/tooltip.tsx';
import { canContinue } from '../going-on.ts';
import styles from '../training.module.css';
import { useActiveRunId, useRunName } from '../use-runs.ts';

/** A run that was cut off: what is left of it, and the way to take it up again. */
export function InterruptedNotice({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('control');
  const name = useRunName()(run);
  if (run.state !== 'interrupted') return null;
  const epoch = run.epochs.at(-1)?.epoch ?? 0;
  return (
    <div className={styles.notice}>
      <CirclePause size={14} />
      <p>{epoch > 0 ? t('interrupted', { name, epoch }) : t('interruptedEmpty', { name })}</p>
      <ContinueButton run={run} />
    </div>
  );
}

/** Nothing where there is no state to go on from, or no epoch left to do. */
export function ContinueButton({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('control');
  const { training } = useApp();
  const name = useRunName()(run);
  const active = useActiveRunId() !== null;
  const hasState = useRuns(({ checkpoints }) => checkpoints[run.id]?.last != null);
  if (!canContinue(run) || !hasState) return null;
  return (
    <Tip text={t('continueHint', { name, epoch: run.epochs.at(-1)?.epoch ?? 0 })}>
      <Button size="small" disabled={active} onClick={() => void training.continueRun(run.id)}>
        {t('continue')}
      </Button>
    </Tip>
  );
}
