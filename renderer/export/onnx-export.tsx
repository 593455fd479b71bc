import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { modelMetadata } from '../../src/core/document/run-data.ts';
import { type OnnxLayout, onnxFileParts, onnxLayouts, writeOnnx } from '../../src/core/interop/onnx/write/write.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import { startOnnxWorker } from '../../src/engine/verify/browser.ts';
import { channelsFirst } from '../../src/engine/verify/channels-first.ts';
import { predictApart } from '../../src/engine/verify/predict-apart.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import { Select } from '../ui/choice.tsx';
import { Row } from '../ui/layout.tsx';
import { FileExport } from './file-export.tsx';
import { useFileExport } from './use-file-export.ts';

/** What keeps ONNX from saying the network. */
function obstaclesOf({ record, snapshot }: Checkpoint): readonly Problem[] {
  const made = onnxFileParts(record.network, snapshot.weights);
  return made.ok ? [] : made.error;
}

interface OnnxExportProps {
  readonly onClose: () => void;
}

/** A trained network as an ONNX file, its images with their channels last or first. */
export function OnnxExport({ onClose }: OnnxExportProps) {
  const { t } = useTranslation('evaluate');
  const [layout, setLayout] = useState<OnnxLayout>('nhwc');
  const exporting = useFileExport({
    title: t('export.onnx.title'),
    extension: 'onnx',
    make: ({ record, snapshot }, classes) =>
      writeOnnx(record.network, snapshot.weights, { layout, metadata: modelMetadata(record.data, classes) }),
    prove: {
      runtime: 'onnx',
      predict: (file, images, shape, signal) => {
        const given = layout === 'nchw' ? images.map((image) => channelsFirst(image, shape)) : images;
        return predictApart(startOnnxWorker, { files: [file], images: given }, signal);
      },
    },
  });
  return (
    <FileExport
      title={t('export.onnx.title')}
      about={t('export.onnx.about')}
      code={'session = onnxruntime.InferenceSession("model.onnx")'}
      exporting={exporting}
      obstaclesOf={obstaclesOf}
      onClose={onClose}
    >
      <Row label={t('export.onnx.layout')} htmlFor="export-onnx-layout">
        <Select
          id="export-onnx-layout"
          label={t('export.onnx.layout')}
          value={layout}
          choices={onnxLayouts.map((value) => ({ value, label: t(`export.onnx.${value}`) }))}
          onChange={(value) => {
            setLayout(value);
            exporting.forget();
          }}
        />
      </Row>
    </FileExport>
  );
}
