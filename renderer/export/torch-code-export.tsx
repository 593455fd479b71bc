import { useTranslation } from 'react-i18next';
import { modelMetadata } from '../../src/core/document/run-data.ts';
import { torchObstacles, writeTorchCodeZip } from '../../src/core/interop/code/torch/write.ts';

import type { Problem } from '../../src/core/problems/problem.ts';
import { useDocument } from '../app.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import { FileExport } from './file-export.tsx';
import { useFileExport } from './use-file-export.ts';

const obstaclesOf = ({ record, snapshot }: Checkpoint): readonly Problem[] =>
  torchObstacles(record.network, snapshot.weights);

/** A trained network as PyTorch code with its weights beside it. */
export function TorchCodeExport({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('evaluate');
  const title = useDocument(({ document }) => document.name);
  const exporting = useFileExport({
    title: t('export.torchCode.title'),
    extension: 'zip',
    make: ({ record, snapshot }, classes) =>
      writeTorchCodeZip(record.network, snapshot.weights, {
        title,
        training: record.settings,
        metadata: modelMetadata(record.data, classes),
      }),
  });
  return (
    <FileExport
      title={t('export.torchCode.title')}
      about={t('export.torchCode.about')}
      code={'model = Network()\nmodel.load_state_dict(load_file("model.safetensors"))'}
      exporting={exporting}
      obstaclesOf={obstaclesOf}
      onClose={onClose}
    />
  );
}
