import type { LayerReader } from './reader.ts';

export const normalisationReaders = {
  batchNormalization: {
    aliases: ['BatchNormalizationV1', 'BatchNormalizationV2', 'SyncBatchNormalization'],
    ignored: ['renorm_momentum', 'renorm_clipping', 'mode', 'virtual_batch_size', 'adjustment', 'fused'],
  },
} satisfies Readonly<Record<string, LayerReader>>;
