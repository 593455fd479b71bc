import { Play, Sprout } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { useApp } from '../../app.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/layout.tsx';
import { useSetTraining } from '../compile/use-settings.ts';
import train from '../train.module.css';
import styles from '../training.module.css';
import { useActiveRunId, useRunName } from '../use-runs.ts';

/** Weights that came with a file: no curves, since nothing is known of how they were trained. */
export function ImportedPanel({ run, file }: { readonly run: RunRecord; readonly file: string }) {
  const { t } = useTranslation(['train', 'keys']);
  const { training, ui, dialogs } = useApp();
  const setTraining = useSetTraining();
  const busy = useActiveRunId() !== null;
  const name = useRunName()(run);
  const startFrom = (): void => {
    setTraining(t('imported.from', { name }), { startFrom: { runId: run.id } });
    void training.start();
  };
  return (
    <>
      <header className={train.head}>
        <h2>{name}</h2>
        <Chip tone="neutral">{t('imported.chip')}</Chip>
      </header>
      <div className={styles.empty}>
        <p>{t('imported.text', { file })}</p>
        <Button look="primary" size="large" icon={<Play size={13} />} disabled={busy} onClick={startFrom}>
          {t('imported.start')}
        </Button>
        <Button icon={<Sprout size={13} />} disabled={busy} onClick={() => dialogs.setState({ open: 'transfer' })}>
          {t('keys:actions.transfer')}
        </Button>
        <Button look="ghost" onClick={() => ui.setState({ step: 'compile' })}>
          {t('empty.compile')}
        </Button>
      </div>
    </>
  );
}
