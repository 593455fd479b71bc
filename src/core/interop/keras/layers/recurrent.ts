import type { LayerReader } from './reader.ts';

export const recurrentReaders = {} satisfies Readonly<Record<string, LayerReader>>;
