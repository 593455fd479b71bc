import { useTranslation } from 'react-i18next';
import { modelMetadata } from '../../src/core/document/run-data.ts';
import { writeKerasCodeZip } from '../../src/core/interop/code/keras/write.ts';
import { kerasObstacles } from '../../src/core/interop/keras/write/write.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import { useDocument } from '../app.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import { FileExport } from './file-export.tsx';
import { NestedOption, useNested } from './nested-option.tsx';
import { useFileExport } from './use-file-export.ts';

const obstaclesOf = ({ record }: Checkpoint): readonly Problem[] => kerasObstacles(record.network);

/** A trained network as Keras code with its weights beside it. */
export function KerasCodeExport({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('evaluate');
  const title = useDocument(({ document }) => document.name);
  const nested = useNested();
  const exporting = useFileExport({
    title: t('export.kerasCode.title'),
    extension: 'zip',
    make: (checkpoint, classes) => {
      const { record, snapshot } = checkpoint;
      const metadata = modelMetadata(record.data, classes);
      return writeKerasCodeZip(record.network, snapshot.weights, {
        title,
        metadata,
        training: record.settings,
        ...nested.optionsFor(checkpoint),
      });
    },
  });
  return (
    <FileExport
      title={t('export.kerasCode.title')}
      about={t('export.kerasCode.about')}
      code={'model = build_model()\nmodel.load_weights("model.weights.h5")'}
      exporting={exporting}
      obstaclesOf={obstaclesOf}
      onClose={onClose}
      options={(checkpoint) => (
        <NestedOption checkpoint={checkpoint} nested={nested} form="keras" onChange={exporting.forget} />
      )}
    />
  );
}
