import type { LayerReader } from './reader.ts';

export const attentionReaders = {} satisfies Readonly<Record<string, LayerReader>>;
