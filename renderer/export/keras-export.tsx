import { Upload } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kerasObstacles } from '../../src/core/interop/keras/write/write.ts';
import { useRuns, useSession } from '../app.ts';
import { availableCheckpoints, resolveCheckpoint } from '../training/checkpoints.ts';
import { Button } from '../ui/button.tsx';
import styles from './export.module.css';
import { FileOutcome } from './file-outcome.tsx';
import type { KerasFormat } from './formats.ts';
import { CheckpointSelect, Facts } from './model-parts.tsx';
import { Obstacles } from './outcome.tsx';
import { useKerasExport } from './use-keras-export.ts';

interface KerasExportProps {
  readonly format: KerasFormat;
  readonly onClose: () => void;
}

/** A trained network as a file that Keras opens: which weights, and where to. */
export function KerasExport({ format, onClose }: KerasExportProps) {
  const { t } = useTranslation('evaluate');
  const chosen = useSession((state) => state.checkpoint);
  const records = useRuns((state) => state.records);
  const checkpoints = useRuns((state) => state.checkpoints);
  const [picked, setPicked] = useState(chosen);
  const checkpoint = resolveCheckpoint(picked, { records, checkpoints });
  const network = checkpoint?.record.network;
  const obstacles = useMemo(() => (network ? kerasObstacles(network) : []), [network]);
  const { state, save, forget } = useKerasExport(format);
  const busy = state.state === 'writing';
  return (
    <>
      <div className={styles.content}>
        <h3>{t(`export.kerasFormats.${format}.title`)}</h3>
        <p className={styles.about}>{t(`export.kerasFormats.${format}.about`)}</p>
        <pre className={styles.code}>
          <code>{`model = keras.models.load_model("model.${format}")`}</code>
        </pre>
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
        <FileOutcome state={state} />
      </div>
      <footer className={styles.footer}>
        <Button look="ghost" size="large" onClick={onClose}>
          {t(state.state === 'saved' ? 'export.close' : 'export.cancel')}
        </Button>
        <Button
          look="primary"
          size="large"
          icon={<Upload size={14} />}
          disabled={!checkpoint || busy || obstacles.length > 0}
          onClick={() => checkpoint && void save(checkpoint)}
        >
          {t(busy ? 'export.writing' : 'export.saveAs')}
        </Button>
      </footer>
    </>
  );
}
