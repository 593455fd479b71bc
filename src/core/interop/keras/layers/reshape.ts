import { asWritten, type LayerReader } from './reader.ts';

export const reshapeReaders = {
  flatten: asWritten,
  reshape: { required: ['target_shape'] },
  permute: { required: ['dims'] },
  repeatVector: { required: ['n'] },
  zeroPadding2d: asWritten,
  cropping2d: asWritten,
  upSampling2d: asWritten,
  zeroPadding1d: asWritten,
  cropping1d: asWritten,
  upSampling1d: { keys: { size: ['length'] } },
  zeroPadding3d: asWritten,
  cropping3d: asWritten,
  upSampling3d: asWritten,
} satisfies Readonly<Record<string, LayerReader>>;
