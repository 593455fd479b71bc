import { asWritten, type LayerReader } from './reader.ts';

export const mergeReaders = {
  add: asWritten,
  concatenate: asWritten,
  multiply: asWritten,
  subtract: asWritten,
  average: asWritten,
  maximum: asWritten,
  minimum: asWritten,
  dot: { required: ['axes'] },
} satisfies Readonly<Record<string, LayerReader>>;
