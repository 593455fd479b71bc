/** What `stride export --to` writes: tfjs a folder, the others one file. */
export const exportFormats = [
  'tfjs',
  'keras',
  'h5',
  'keras-code',
  'torch-code',
  'tfjs-code',
  'ray',
  'onnx',
  'onnx-nchw',
  'tflite',
  'tflite-int8',
  'safetensors',
  'npz',
] as const;
export type FileFormat = Exclude<(typeof exportFormats)[number], 'tfjs'>;
