import { useTranslation } from 'react-i18next';
import type { Checkpoint } from './checkpoints.ts';
import { useRunName } from './use-runs.ts';

/** `Run 3 · best, epoch 8`; a run that was stopped within its first epoch is named by its step, imported weights by their file. */
export function useCheckpointLabel(): (checkpoint: Checkpoint) => string {
  const { t } = useTranslation('evaluate');
  const name = useRunName();
  return ({ which, record, snapshot: { epoch, step } }) => {
    if (record.imported !== undefined) return t('checkpoint.imported', { name: name(record) });
    if (typeof which === 'number') return t('checkpoint.epoch', { name: name(record), epoch });
    return epoch === 0
      ? t(`checkpoint.${which}Step`, { name: name(record), step })
      : t(`checkpoint.${which}`, { name: name(record), epoch });
  };
}
