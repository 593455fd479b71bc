import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { differing, isChangeable } from '../../../src/core/document/run-changes.ts';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import type { TrainingSettings } from '../../../src/core/document/schema.ts';
import { failureOf } from '../../../src/engine/failure.ts';
import { useApp, useData, useSession } from '../../app.ts';
import { useEngineText } from '../../i18n/engine-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/overlay.tsx';
import { CareSection } from '../compile/care-section.tsx';
import { OptimizerSection } from '../compile/optimizer-section.tsx';
import { RunSection } from '../compile/run-section.tsx';
import { ScheduleSection } from '../compile/schedule-section.tsx';
import { SettingsContext } from '../compile/use-settings.ts';
import training from '../training.module.css';
import { useRunName } from '../use-runs.ts';
import styles from './control.module.css';

interface ChangeDialogProps {
  readonly run: RunRecord;
  readonly onClose: () => void;
}

/** The settings of a paused run, as Compile shows them; what is applied counts when it goes on. */
export function ChangeDialog({ run, onClose }: ChangeDialogProps) {
  const { t } = useTranslation('control');
  const { training: controller } = useApp();
  const name = useRunName()(run);
  const engineText = useEngineText();
  const dataset = useData((data) => (data.state === 'ready' ? data.dataset : null));
  const waiting = useSession(({ changes }) => changes);
  const before = useMemo(() => ({ ...run.settings, ...waiting }), [run.settings, waiting]);
  const [settings, setSettings] = useState<TrainingSettings>(before);
  const [refusal, setRefusal] = useState<string | null>(null);
  const change = differing(settings, before);
  const changed = Object.keys(change).length > 0;
  const draft = useMemo(
    () => ({
      settings,
      set: (next: Partial<TrainingSettings>) => setSettings((known) => ({ ...known, ...next })),
      isFixed: (key: keyof TrainingSettings) => !isChangeable(key),
    }),
    [settings],
  );
  const apply = () =>
    controller.change(change).then(onClose, (error: unknown) => setRefusal(engineText(failureOf(error).message)));
  return (
    <Dialog
      title={t('change.title', { name })}
      closeLabel={t('change.close')}
      open
      onOpenChange={onClose}
      footer={
        <>
          {changed ? null : <span className={styles.aside}>{t('change.nothing')}</span>}
          <Button onClick={onClose}>{t('change.cancel')}</Button>
          <Button look="primary" disabled={!changed} onClick={() => void apply()}>
            {t('change.apply')}
          </Button>
        </>
      }
    >
      <p className={training.note}>{t('change.text')}</p>
      <SettingsContext.Provider value={draft}>
        <div className={styles.sections}>
          <OptimizerSection />
          <ScheduleSection dataset={dataset} />
          <CareSection dataset={dataset} />
          <RunSection dataset={dataset} />
        </div>
      </SettingsContext.Provider>
      <p className={training.note}>{t('change.fixed')}</p>
      {refusal ? (
        <p className={training.notice} data-tone="err" role="alert">
          {refusal}
        </p>
      ) : null}
    </Dialog>
  );
}
