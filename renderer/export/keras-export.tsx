import { useTranslation } from 'react-i18next';
import { kerasObstacles } from '../../src/core/interop/keras/write/write.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import { FileExport } from './file-export.tsx';
import type { KerasFormat } from './formats.ts';
import { NestedOption, useNested } from './nested-option.tsx';
import { useKerasExport } from './use-keras-export.ts';

interface KerasExportProps {
  readonly format: KerasFormat;
  readonly onClose: () => void;
}

const obstaclesOf = ({ record }: Checkpoint) => kerasObstacles(record.network);

/** A trained network as a file that Keras opens. */
export function KerasExport({ format, onClose }: KerasExportProps) {
  const { t } = useTranslation('evaluate');
  const nested = useNested();
  const exporting = useKerasExport(format, nested.optionsFor);
  return (
    <FileExport
      title={t(`export.kerasFormats.${format}.title`)}
      about={t(`export.kerasFormats.${format}.about`)}
      code={`model = keras.models.load_model("model.${format}")`}
      exporting={exporting}
      obstaclesOf={obstaclesOf}
      onClose={onClose}
      options={(checkpoint) => (
        <NestedOption checkpoint={checkpoint} nested={nested} form={format} onChange={exporting.forget} />
      )}
    />
  );
}
