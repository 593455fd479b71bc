import { useTranslation } from 'react-i18next';
import { modelMetadata } from '../../src/core/document/run-data.ts';
import { writeTfjsCodeZip } from '../../src/core/interop/code/tfjs/write.ts';
import { tfjsObstacles } from '../../src/core/interop/tfjs/topology.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import { useDocument } from '../app.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import { FileExport } from './file-export.tsx';
import { useFileExport } from './use-file-export.ts';

const obstaclesOf = ({ record }: Checkpoint): readonly Problem[] => tfjsObstacles(record.network);

/** A trained network as TensorFlow.js code with its weights beside it. */
export function TfjsCodeExport({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('evaluate');
  const title = useDocument(({ document }) => document.name);
  const exporting = useFileExport({
    title: t('export.tfjsCode.title'),
    extension: 'zip',
    make: ({ record, snapshot }, classes) =>
      writeTfjsCodeZip(record.network, snapshot.weights, { title, metadata: modelMetadata(record.data, classes) }),
  });
  return (
    <FileExport
      title={t('export.tfjsCode.title')}
      about={t('export.tfjsCode.about')}
      code={"const model = buildModel();\nawait loadWeights(model, 'weights/');"}
      exporting={exporting}
      obstaclesOf={obstaclesOf}
      onClose={onClose}
    />
  );
}
