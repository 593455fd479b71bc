import { GitFork, ScanSearch } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { useApp } from '../../app.ts';
import { formatBytes, formatFull, formatPercent, formatSmall } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/layout.tsx';
import { Dialog } from '../../ui/overlay.tsx';
import type { KeptEpoch } from '../kept/keeper.ts';
import training from '../training.module.css';
import { useRunName } from '../use-runs.ts';
import styles from './control.module.css';

interface ForkDialogProps {
  readonly run: RunRecord;
  readonly onClose: () => void;
}

const none: readonly KeptEpoch[] = [];

/** The epochs of a run whose states are kept: one is chosen, to go on from or to evaluate. */
export function ForkDialog({ run, onClose }: ForkDialogProps) {
  const { t } = useTranslation('control');
  const { training: controller, ui } = useApp();
  const name = useRunName()(run);
  const kept = useStore(controller.keeper, (state) => state.kept[run.id] ?? none);
  const first = kept.find(({ epoch }) => epoch === run.bestEpoch) ?? kept.at(-1);
  const [chosen, setChosen] = useState(first?.epoch ?? 0);
  const fork = () => {
    controller.fork(run.id, chosen, t('fork.undo', { name }));
    onClose();
  };
  const evaluate = () => {
    void controller.setCheckpoint({ runId: run.id, which: chosen }).then(() => ui.setState({ step: 'evaluate' }));
    onClose();
  };
  const thinned = kept.length < (run.epochs.at(-1)?.epoch ?? 0) - (run.forkedAt ?? 0);
  return (
    <Dialog
      title={t('fork.title', { name })}
      closeLabel={t('fork.close')}
      open
      onOpenChange={onClose}
      footer={
        kept.length === 0 ? undefined : (
          <>
            <Button icon={<ScanSearch size={14} />} onClick={evaluate}>
              {t('fork.evaluate', { epoch: chosen })}
            </Button>
            <Button look="primary" icon={<GitFork size={14} />} onClick={fork}>
              {t('fork.choose', { epoch: chosen })}
            </Button>
          </>
        )
      }
    >
      <p className={training.note}>{t(kept.length === 0 ? 'fork.none' : 'fork.text')}</p>
      {kept.length === 0 ? null : <Epochs run={run} kept={kept} chosen={chosen} onChoose={setChosen} />}
      {thinned && kept.length > 0 ? <p className={training.note}>{t('fork.thinned')}</p> : null}
    </Dialog>
  );
}

interface EpochsProps {
  readonly run: RunRecord;
  readonly kept: readonly KeptEpoch[];
  readonly chosen: number;
  readonly onChoose: (epoch: number) => void;
}

function Epochs({ run, kept, chosen, onChoose }: EpochsProps) {
  const { t } = useTranslation('control');
  const locale = useLocale();
  const loss = (value: number | null | undefined) => (value == null ? '—' : formatSmall(value, locale));
  return (
    <div className={styles.epochs}>
      <div className={styles.epochHead} aria-hidden="true">
        <span>{t('fork.epoch')}</span>
        <span>{t('fork.train')}</span>
        <span>{t('fork.val')}</span>
        <span>{t('fork.accuracy')}</span>
        <span>{t('fork.size')}</span>
      </div>
      <RadioGroup.Root
        aria-label={t('fork.epoch')}
        value={String(chosen)}
        onValueChange={(value) => onChoose(Number(value))}
      >
        {kept.map(({ epoch, bytes }) => {
          const figures = run.epochs.find((known) => known.epoch === epoch);
          const accuracy = figures?.valAccuracy ?? null;
          return (
            <RadioGroup.Item
              key={epoch}
              value={String(epoch)}
              className={styles.epoch}
              aria-label={`${t('fork.epoch')} ${epoch}`}
            >
              <span>
                {formatFull(epoch, locale)}
                {epoch === run.bestEpoch ? <Chip tone="ok">{t('fork.best')}</Chip> : null}
              </span>
              <span>{loss(figures?.loss)}</span>
              <span>{loss(figures?.valLoss)}</span>
              <span>{accuracy === null ? '—' : formatPercent(accuracy, locale)}</span>
              <span>{formatBytes(bytes, locale)}</span>
            </RadioGroup.Item>
          );
        })}
      </RadioGroup.Root>
    </div>
  );
}
