import { asWritten, type LayerReader } from './reader.ts';

export const reshapeReaders = {
  flatten: asWritten,
  reshape: { required: ['target_shape'] },
  zeroPadding2d: asWritten,
  upSampling2d: asWritten,
} satisfies Readonly<Record<string, LayerReader>>;
