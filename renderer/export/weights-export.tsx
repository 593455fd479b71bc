import { useTranslation } from 'react-i18next';
import { type WeightsFormat, writeWeights } from '../../src/core/interop/weights/write.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import { FileExport } from './file-export.tsx';
import { useFileExport } from './use-file-export.ts';

interface WeightsExportProps {
  readonly format: WeightsFormat;
  readonly onClose: () => void;
}

const none: readonly Problem[] = [];
const obstaclesOf = () => none;

const code: Readonly<Record<WeightsFormat, string>> = {
  safetensors: 'weights = safetensors.numpy.load_file("model.safetensors")',
  npz: 'weights = numpy.load("model.npz")',
};

/** The weights of a trained network without the network. */
export function WeightsExport({ format, onClose }: WeightsExportProps) {
  const { t } = useTranslation('evaluate');
  const title = t(`export.weightsFormats.${format}`);
  const exporting = useFileExport({
    title,
    extension: format,
    make: ({ record, snapshot }) => writeWeights(record.network, snapshot.weights, { format }),
  });
  return (
    <FileExport
      title={title}
      about={t('export.weightsAbout')}
      code={code[format]}
      exporting={exporting}
      obstaclesOf={obstaclesOf}
      onClose={onClose}
    />
  );
}
