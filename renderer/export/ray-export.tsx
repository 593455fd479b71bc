import { useTranslation } from 'react-i18next';
import { modelMetadata } from '../../src/core/document/run-data.ts';
import { rayObstacles } from '../../src/core/interop/code/ray/settings.ts';
import { writeRayZip } from '../../src/core/interop/code/ray/write.ts';
import { torchObstacles } from '../../src/core/interop/code/torch/write.ts';

import type { Problem } from '../../src/core/problems/problem.ts';
import { useDocument } from '../app.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import { FileExport } from './file-export.tsx';
import { useFileExport } from './use-file-export.ts';

const obstaclesOf = ({ record, snapshot }: Checkpoint): readonly Problem[] => [
  ...rayObstacles(record.network, record.settings),
  ...torchObstacles(record.network, snapshot.weights),
];

/** A network as a project that trains it on several machines, and brings its weights back. */
export function RayExport({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('evaluate');
  const title = useDocument(({ document }) => document.name);
  const exporting = useFileExport({
    title: t('export.ray.title'),
    extension: 'zip',
    make: ({ record, snapshot }, classes) =>
      writeRayZip(record.network, snapshot.weights, {
        title,
        training: record.settings,
        metadata: modelMetadata(record.data, classes),
      }),
  });
  return (
    <FileExport
      title={t('export.ray.title')}
      about={t('export.ray.about')}
      code="python train_ray.py --data digits.npz --workers 2"
      exporting={exporting}
      obstaclesOf={obstaclesOf}
      onClose={onClose}
    />
  );
}
