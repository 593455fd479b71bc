import type { LayerReader } from './reader.ts';

const own: LayerReader = { isOwn: true };

export const attentionReaders = {
  multiHeadAttention: {
    required: ['num_heads', 'key_dim'],
    ignored: ['query_shape', 'key_shape', 'value_shape', 'flash_attention'],
    // A value is as long as a key unless it is said otherwise; Keras says it always.
    prepare: ({ value_dim: valueDim, attention_axes: axes, ...config }) => ({
      ...config,
      ...(valueDim === config.key_dim ? {} : { value_dim: valueDim }),
      // A number in a list of one in some versions, and the only axis of a series.
      ...(axes === 1 || (Array.isArray(axes) && axes.length === 1 && axes[0] === 1) ? {} : { attention_axes: axes }),
    }),
  },
  positionEmbedding: own,
  sinePositionEmbedding: own,
  patchEmbedding: own,
  classToken: own,
  takeToken: own,
  reverseEmbedding: own,
} satisfies Readonly<Record<string, LayerReader>>;
