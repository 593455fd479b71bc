import type { JsonObject } from '../json.ts';
import { asWritten, type LayerReader } from './reader.ts';

/** Means and variances are lists in lists, as the data's axes are; here they are numbers in a row. */
function inARow(value: unknown): unknown {
  if (value === null || value === undefined) return '';
  const numbers = [value].flat(8);
  return numbers.every((one) => typeof one === 'number') ? numbers.join(', ') : value;
}

const withRows = ({ mean, variance, ...config }: JsonObject): JsonObject => ({
  ...config,
  mean: inARow(mean),
  variance: inARow(variance),
});

export const normalisationReaders = {
  batchNormalization: {
    aliases: ['BatchNormalizationV1', 'BatchNormalizationV2', 'SyncBatchNormalization'],
    ignored: ['renorm_momentum', 'renorm_clipping', 'mode', 'virtual_batch_size', 'adjustment', 'fused'],
  },
  layerNormalization: asWritten,
  groupNormalization: { required: ['groups'] },
  localResponseNormalization: { isOwn: true },
  unitNormalization: asWritten,
  rescaling: { required: ['scale'] },
  normalization: { prepare: withRows },
} satisfies Readonly<Record<string, LayerReader>>;
