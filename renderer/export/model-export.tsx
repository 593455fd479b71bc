import { Folder, TriangleAlert, Upload } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { needsStrideLayers, tfjsObstacles } from '../../src/core/interop/tfjs/topology.ts';
import { useApp, useDocument, useRuns, useSession } from '../app.ts';
import { formatBytes, formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { chooseFolder } from '../shell/choose-path.ts';
import { inFolder } from '../shell/paths.ts';
import { availableCheckpoints, type Checkpoint, resolveCheckpoint } from '../training/checkpoints.ts';
import training from '../training/training.module.css';
import { useCheckpointLabel } from '../training/use-checkpoint-label.ts';
import { useEditedSince } from '../training/use-runs.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/choice.tsx';
import { TextField } from '../ui/fields.tsx';
import { Row } from '../ui/layout.tsx';
import styles from './export.module.css';
import { Obstacles, Outcome } from './outcome.tsx';
import { useExport } from './use-export.ts';

interface ModelExportProps {
  readonly onClose: () => void;
}

/** A trained network for TensorFlow.js: its checkpoint, what is written, and where to. */
export function ModelExport({ onClose }: ModelExportProps) {
  const { t } = useTranslation('evaluate');
  const app = useApp();
  const chosen = useSession((state) => state.checkpoint);
  const records = useRuns((state) => state.records);
  const checkpoints = useRuns((state) => state.checkpoints);
  const [picked, setPicked] = useState(chosen);
  const checkpoint = resolveCheckpoint(picked, { records, checkpoints });
  const [folder, setFolder] = useState(useDefaultFolder());
  const network = checkpoint?.record.network;
  const obstacles = useMemo(() => (network ? tfjsObstacles(network) : []), [network]);
  const teaches = useMemo(() => network !== undefined && needsStrideLayers(network), [network]);
  const { state, write, forget } = useExport();
  const choose = async () => {
    const path = await chooseFolder(app, t('export.chooseFolder'));
    if (path !== null) setFolder(path);
  };
  const busy = state.state === 'writing';
  return (
    <>
      <div className={styles.content}>
        <h3>{t('export.tfjs')}</h3>
        <p className={styles.about}>{t('export.tfjsAbout')}</p>
        {teaches ? <p className={styles.about}>{t('export.tfjsLayers')}</p> : null}
        {checkpoint ? (
          <>
            <CheckpointSelect
              checkpoint={checkpoint}
              available={availableCheckpoints({ records, checkpoints })}
              onChange={(next) => {
                setPicked(next);
                forget();
              }}
            />
            <Facts checkpoint={checkpoint} />
            {obstacles.length > 0 ? <Obstacles problems={obstacles} /> : null}
          </>
        ) : (
          <p className={styles.about}>{t('export.needsRun')}</p>
        )}
        <Outcome state={state} />
      </div>
      <footer className={styles.footer}>
        <span className={styles.folder}>
          <TextField
            label={t('export.folder')}
            value={folder}
            onCommit={(path) => {
              if (path.trim() === '') return false;
              setFolder(path.trim());
              return true;
            }}
          />
          <Button icon={<Folder size={14} />} onClick={() => void choose()}>
            {t('export.chooseFolder')}
          </Button>
        </span>
        <Button look="ghost" size="large" onClick={onClose}>
          {t(state.state === 'written' ? 'export.close' : 'export.cancel')}
        </Button>
        <Button
          look="primary"
          size="large"
          icon={<Upload size={14} />}
          disabled={!checkpoint || busy || obstacles.length > 0}
          onClick={() => checkpoint && void write(checkpoint, folder)}
        >
          {t(busy ? 'export.writing' : 'export.write')}
        </Button>
      </footer>
    </>
  );
}

/** A folder of its own beside the projects. */
function useDefaultFolder(): string {
  const { about } = useApp();
  const name = useDocument(({ document }) => document.name);
  const safe = name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+/, '') || 'model';
  return inFolder(about.projects, `${safe}-tfjs`);
}

interface CheckpointSelectProps {
  readonly checkpoint: Checkpoint;
  readonly available: readonly Checkpoint[];
  readonly onChange: (checkpoint: Checkpoint) => void;
}

function CheckpointSelect({ checkpoint, available, onChange }: CheckpointSelectProps) {
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

function Facts({ checkpoint: { record, snapshot } }: { readonly checkpoint: Checkpoint }) {
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
