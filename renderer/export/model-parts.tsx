import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import training from '../training/training.module.css';
import { useCheckpointLabel } from '../training/use-checkpoint-label.ts';
import { useEditedSince } from '../training/use-runs.ts';
import { Select } from '../ui/choice.tsx';
import { Row } from '../ui/layout.tsx';
import styles from './export.module.css';

interface CheckpointSelectProps {
  readonly checkpoint: Checkpoint;
  readonly available: readonly Checkpoint[];
  readonly onChange: (checkpoint: Checkpoint) => void;
}

export function CheckpointSelect({ checkpoint, available, onChange }: CheckpointSelectProps) {
  const { t } = useTranslation('evaluate');
  const labelOf = useCheckpointLabel();
  const keyOf = ({ which, runId }: Checkpoint) => `${which} ${runId}`;
  const choices = available.map((entry) => ({
    value: keyOf(entry),
    label: labelOf(entry),
  }));
  const choose = (value: string) => {
    const found = available.find((entry) => keyOf(entry) === value);
    if (found) onChange(found);
  };
  return (
    <Row label={t('export.checkpoint')} htmlFor="export-checkpoint">
      <Select
        id="export-checkpoint"
        label={t('export.checkpoint')}
        value={keyOf(checkpoint)}
        choices={choices}
        onChange={choose}
      />
    </Row>
  );
}

/** What is in the file, whatever its format. */
export function Facts({ checkpoint: { record, snapshot } }: { readonly checkpoint: Checkpoint }) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const edited = useEditedSince(record);
  const values = snapshot.weights.reduce((sum, weight) => sum + weight.values.length, 0);
  const bytes = snapshot.weights.reduce((sum, weight) => sum + weight.values.byteLength, 0);
  const facts = [
    [t('export.layers'), formatFull(record.network.topology.config.layers.length, locale)],
    [t('export.parameters'), formatFull(values, locale)],
    [t('export.bytes'), formatBytes(bytes, locale)],
  ] as const;
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {edited ? (
        <div className={training.notice}>
          <TriangleAlert size={14} />
          <p>{t('export.edited')}</p>
        </div>
      ) : null}
    </>
  );
}
