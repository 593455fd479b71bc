import { Upload } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tfliteParts, writeTflite } from '../../src/core/interop/tflite/write.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import { useRuns, useSession } from '../app.ts';
import { availableCheckpoints, type Checkpoint, resolveCheckpoint } from '../training/checkpoints.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/choice.tsx';
import { Row } from '../ui/layout.tsx';
import styles from './export.module.css';
import { FileOutcome } from './file-outcome.tsx';
import { CheckpointSelect, Facts } from './model-parts.tsx';
import { Obstacles } from './outcome.tsx';
import { useFileExport } from './use-file-export.ts';

const tfliteWeights = ['float32', 'int8'] as const;
type TfliteWeights = (typeof tfliteWeights)[number];

/** What keeps TensorFlow Lite from computing the network. */
function obstaclesOf({ record, snapshot }: Checkpoint): readonly Problem[] {
  const made = tfliteParts(record.network, snapshot.weights);
  return made.ok ? [] : made.error;
}

interface TfliteExportProps {
  readonly onClose: () => void;
}

/** A trained network as a file for TensorFlow Lite: which weights, how large, and where to. */
export function TfliteExport({ onClose }: TfliteExportProps) {
  const { t } = useTranslation('evaluate');
  const chosen = useSession((state) => state.checkpoint);
  const records = useRuns((state) => state.records);
  const checkpoints = useRuns((state) => state.checkpoints);
  const [picked, setPicked] = useState(chosen);
  const checkpoint = resolveCheckpoint(picked, { records, checkpoints });
  const [weights, setWeights] = useState<TfliteWeights>('float32');
  const obstacles = useMemo(() => (checkpoint ? obstaclesOf(checkpoint) : []), [checkpoint]);
  const { state, save, forget } = useFileExport({
    title: t('export.tflite.title'),
    extension: 'tflite',
    make: ({ record, snapshot }) => writeTflite(record.network, snapshot.weights, { weights }),
  });
  const busy = state.state === 'writing';
  return (
    <>
      <div className={styles.content}>
        <h3>{t('export.tflite.title')}</h3>
        <p className={styles.about}>{t('export.tflite.about')}</p>
        <pre className={styles.code}>
          <code>{'interpreter = tf.lite.Interpreter("model.tflite")'}</code>
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
            <Row label={t('export.tflite.weights')} htmlFor="export-tflite-weights">
              <Select
                id="export-tflite-weights"
                label={t('export.tflite.weights')}
                value={weights}
                choices={tfliteWeights.map((value) => ({ value, label: t(`export.tflite.${value}`) }))}
                onChange={(value) => {
                  setWeights(value);
                  forget();
                }}
              />
            </Row>
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
