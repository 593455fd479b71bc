import { Folder, Upload } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { needsStrideLayers, tfjsObstacles } from '../../src/core/interop/tfjs/topology.ts';
import { useApp, useDocument, useRuns, useSession } from '../app.ts';
import { chooseFolder } from '../shell/choose-path.ts';
import { inFolder } from '../shell/paths.ts';
import { availableCheckpoints, resolveCheckpoint } from '../training/checkpoints.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import styles from './export.module.css';
import { CheckpointSelect, Facts } from './model-parts.tsx';
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
