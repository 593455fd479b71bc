import { asWritten, type LayerReader } from './reader.ts';

export const mergeReaders = {
  add: asWritten,
  concatenate: asWritten,
} satisfies Readonly<Record<string, LayerReader>>;
