import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tfliteParts, writeTflite } from '../../src/core/interop/tflite/write.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import { Select } from '../ui/choice.tsx';
import { Row } from '../ui/layout.tsx';
import { FileExport } from './file-export.tsx';
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

/** A trained network as a file for TensorFlow Lite, its weights as floats or as bytes. */
export function TfliteExport({ onClose }: TfliteExportProps) {
  const { t } = useTranslation('evaluate');
  const [weights, setWeights] = useState<TfliteWeights>('float32');
  const exporting = useFileExport({
    title: t('export.tflite.title'),
    extension: 'tflite',
    make: ({ record, snapshot }) => writeTflite(record.network, snapshot.weights, { weights }),
  });
  return (
    <FileExport
      title={t('export.tflite.title')}
      about={t('export.tflite.about')}
      code={'interpreter = tf.lite.Interpreter("model.tflite")'}
      exporting={exporting}
      obstaclesOf={obstaclesOf}
      onClose={onClose}
    >
      <Row label={t('export.tflite.weights')} htmlFor="export-tflite-weights">
        <Select
          id="export-tflite-weights"
          label={t('export.tflite.weights')}
          value={weights}
          choices={tfliteWeights.map((value) => ({ value, label: t(`export.tflite.${value}`) }))}
          onChange={(value) => {
            setWeights(value);
            exporting.forget();
          }}
        />
      </Row>
    </FileExport>
  );
}
