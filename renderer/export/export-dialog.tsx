import { Box, ChartNoAxesGantt, Code, Image, Network, Table } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { weightsFormats } from '../../src/core/interop/weights/write.ts';
import { useApp, useRuns } from '../app.ts';
import { Dialog } from '../ui/overlay.tsx';
import styles from './export.module.css';
import { useFormatName } from './format-name.ts';
import { type ExportFormat, extensions, type FigureFormat, isKeras, isWeights, kerasFormats } from './formats.ts';
import { ModelExport } from './model-export.tsx';

const KerasExport = lazy(async () => ({ default: (await import('./keras-export.tsx')).KerasExport }));
const KerasCodeExport = lazy(async () => ({ default: (await import('./keras-code-export.tsx')).KerasCodeExport }));
const TfjsCodeExport = lazy(async () => ({ default: (await import('./tfjs-code-export.tsx')).TfjsCodeExport }));
const TorchCodeExport = lazy(async () => ({ default: (await import('./torch-code-export.tsx')).TorchCodeExport }));
const RayExport = lazy(async () => ({ default: (await import('./ray-export.tsx')).RayExport }));
const OnnxExport = lazy(async () => ({ default: (await import('./onnx-export.tsx')).OnnxExport }));
const TfliteExport = lazy(async () => ({ default: (await import('./tflite-export.tsx')).TfliteExport }));
const WeightsExport = lazy(async () => ({ default: (await import('./weights-export.tsx')).WeightsExport }));
const FigureExport = lazy(async () => ({ default: (await import('./figure-export.tsx')).FigureExport }));

/** Takes the network away: format at the left, what is written at the right, where to below. */
export function ExportDialog() {
  const { t } = useTranslation('evaluate');
  const app = useApp();
  const trained = useRuns((state) => Object.keys(state.checkpoints).length > 0);
  const [format, setFormat] = useState<ExportFormat>(trained ? 'tfjs' : 'svg');
  const close = () => app.ui.setState({ exportOpen: false });
  return (
    <Dialog
      title={t('export.title')}
      closeLabel={t('export.close')}
      open
      onOpenChange={(open) => !open && close()}
      className={styles.dialog ?? ''}
    >
      <div className={styles.columns}>
        <Formats format={format} onChange={setFormat} />
        {format === 'tfjs' ? (
          <ModelExport onClose={close} />
        ) : isKeras(format) ? (
          <Suspense fallback={<div className={styles.content} />}>
            <KerasExport key={format} format={format} onClose={close} />
          </Suspense>
        ) : format === 'kerasCode' ? (
          <Suspense fallback={<div className={styles.content} />}>
            <KerasCodeExport onClose={close} />
          </Suspense>
        ) : format === 'torchCode' ? (
          <Suspense fallback={<div className={styles.content} />}>
            <TorchCodeExport onClose={close} />
          </Suspense>
        ) : format === 'ray' ? (
          <Suspense fallback={<div className={styles.content} />}>
            <RayExport onClose={close} />
          </Suspense>
        ) : format === 'tfjsCode' ? (
          <Suspense fallback={<div className={styles.content} />}>
            <TfjsCodeExport onClose={close} />
          </Suspense>
        ) : format === 'onnx' ? (
          <Suspense fallback={<div className={styles.content} />}>
            <OnnxExport onClose={close} />
          </Suspense>
        ) : format === 'tflite' ? (
          <Suspense fallback={<div className={styles.content} />}>
            <TfliteExport onClose={close} />
          </Suspense>
        ) : isWeights(format) ? (
          <Suspense fallback={<div className={styles.content} />}>
            <WeightsExport key={format} format={format} onClose={close} />
          </Suspense>
        ) : (
          <Suspense fallback={<div className={styles.content} />}>
            <FigureExport key={format} format={format} onClose={close} />
          </Suspense>
        )}
      </div>
    </Dialog>
  );
}

interface FormatsProps {
  readonly format: ExportFormat;
  readonly onChange: (format: ExportFormat) => void;
}

function Formats({ format, onChange }: FormatsProps) {
  const { t } = useTranslation('evaluate');
  const nameOf = useFormatName();
  const entry = (value: ExportFormat, icon: ReactNode, label: string, file: string, name?: string) => (
    <button
      type="button"
      key={value}
      aria-label={name}
      aria-current={value === format ? 'true' : undefined}
      onClick={() => onChange(value)}
    >
      {icon}
      {label}
      <code>{file}</code>
    </button>
  );
  const figure = (value: FigureFormat, icon: ReactNode) =>
    entry(value, icon, t(`export.formats.${value}`), `.${extensions[value]}`, nameOf(value));
  return (
    <nav className={styles.formats} aria-label={t('export.title')}>
      <h3>{t('export.models')}</h3>
      {entry('tfjs', <Box size={15} />, t('export.tfjs'), t('export.tfjsFile'))}
      {kerasFormats.map((value) =>
        entry(value, <Box size={15} />, t(`export.kerasFormats.${value}.title`), `.${value}`),
      )}
      {entry('kerasCode', <Code size={15} />, t('export.kerasCode.title'), '.zip')}
      {entry('torchCode', <Code size={15} />, t('export.torchCode.title'), '.zip')}
      {entry('tfjsCode', <Code size={15} />, t('export.tfjsCode.title'), '.zip')}
      {entry('ray', <Network size={15} />, t('export.ray.title'), '.zip')}
      {entry('onnx', <Box size={15} />, t('export.onnx.title'), '.onnx')}
      {entry('tflite', <Box size={15} />, t('export.tflite.title'), '.tflite')}
      {weightsFormats.map((value) => entry(value, <Box size={15} />, t(`export.weightsFormats.${value}`), `.${value}`))}
      <h3>{t('export.drawing')}</h3>
      {figure('svg', <Image size={15} />)}
      {figure('png', <Image size={15} />)}
      <h3>{t('export.paper')}</h3>
      {figure('paperSvg', <ChartNoAxesGantt size={15} />)}
      {figure('tikz', <ChartNoAxesGantt size={15} />)}
      <h3>{t('export.table')}</h3>
      {figure('csv', <Table size={15} />)}
      {figure('markdown', <Table size={15} />)}
    </nav>
  );
}
