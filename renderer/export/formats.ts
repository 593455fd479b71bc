import { type WeightsFormat, weightsFormats } from '../../src/core/interop/weights/write.ts';

/** What the network is taken away as, besides a trained model. */
export const figureFormats = ['svg', 'png', 'paperSvg', 'tikz', 'csv', 'markdown'] as const;
export type FigureFormat = (typeof figureFormats)[number];
/** Also the endings of their files. */
export const kerasFormats = ['keras', 'h5'] as const;
export type KerasFormat = (typeof kerasFormats)[number];
export type ExportFormat =
  | 'tfjs'
  | KerasFormat
  | 'kerasCode'
  | 'torchCode'
  | 'tfjsCode'
  | 'ray'
  | 'onnx'
  | 'tflite'
  | WeightsFormat
  | FigureFormat;

export const isWeights = (format: ExportFormat): format is WeightsFormat =>
  weightsFormats.some((one) => one === format);

export const isKeras = (format: ExportFormat): format is KerasFormat => kerasFormats.some((one) => one === format);

export const extensions: Readonly<Record<FigureFormat, string>> = {
  svg: 'svg',
  png: 'png',
  paperSvg: 'svg',
  tikz: 'tex',
  csv: 'csv',
  markdown: 'md',
};

/** What can be chosen of a format. A LaTeX file has its paper's colours. */
export const settingsOf = (format: FigureFormat) => ({
  theme: format === 'svg' || format === 'png' || format === 'paperSvg',
  scale: format === 'png',
});

/** Text is shown as it is; pictures as a picture. */
export const isTable = (format: FigureFormat): boolean => format === 'csv' || format === 'markdown';
