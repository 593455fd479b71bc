import { GitFork } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useDocument, useRuns, useSession } from '../../app.ts';
import { Button } from '../../ui/button.tsx';
import styles from '../training.module.css';
import { useEditedSince, useRunName } from '../use-runs.ts';
import control from './control.module.css';

/** In Compile: the state of another run that the next one starts from. */
export function ForkBanner() {
  const { t } = useTranslation('control');
  const { training } = useApp();
  const fork = useSession((state) => state.fork);
  const run = useRuns(({ records }) => records.find(({ id }) => id === fork?.runId) ?? null);
  const epochs = useDocument(({ document }) => document.training.epochs);
  const nameOf = useRunName();
  const edited = useEditedSince(run);
  if (!fork || !run) return null;
  const { epoch } = fork;
  const name = nameOf(run);
  const short = epochs <= epoch;
  return (
    <div className={control.banner}>
      <div className={styles.notice} data-tone={short ? 'err' : 'info'}>
        <GitFork size={14} />
        <div className={styles.grow}>
          <p>{t('fork.banner', { name, epoch })}</p>
          <p>{short ? t('fork.tooFew', { epoch }) : t('fork.epochs', { from: epoch + 1, to: epochs })}</p>
          {edited ? <p>{t('fork.edited', { name })}</p> : null}
          <div className={styles.actions}>
            <Button size="small" onClick={() => training.cancelFork()}>
              {t('fork.cancel')}
            </Button>
          </div>
        </div>
      </div>
    </div>
  );
}

/** The fork that is prepared has no epoch left to train. */
export function useForkIsShort(): boolean {
  const fork = useSession((state) => state.fork);
  const epochs = useDocument(({ document }) => document.training.epochs);
  return fork !== null && epochs <= fork.epoch;
}
