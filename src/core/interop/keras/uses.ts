import type { FlatNode, Source } from './flatten.ts';

/** Layers that Keras has as one and Stride as several kinds, and inputs that only repeat others. */
export function inStridesWords(node: FlatNode): FlatNode {
  if (node.layer.className === 'ReversibleEmbedding') return oneWay(node);
  return node.layer.className === 'MultiHeadAttention' ? withoutRepeats(node) : node;
}

/** An embedding that can be called in reverse is two layers with the same weights. */
function oneWay(node: FlatNode): FlatNode {
  const { tie_weights: tied, reverse_dtype: _, logit_soft_cap: cap, mask_zero: masks, ...config } = node.layer.config;
  if (tied === false || (cap !== null && cap !== undefined) || !node.call) return node;
  const { reverse, ...options } = node.call.options;
  const isReverse = reverse === true;
  const own = isReverse ? { trainable: true, dtype: 'float32', ...config } : { ...config, mask_zero: masks };
  return {
    ...node,
    layer: {
      ...node.layer,
      className: isReverse ? 'ReverseEmbedding' : 'Embedding',
      config: isReverse ? withoutKey(own, 'activity_regularizer') : own,
    },
    call: { ...node.call, options },
  };
}

const withoutKey = (config: Readonly<Record<string, unknown>>, gone: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(config).filter(([key]) => key !== gone));

/** Of query, value and key: a key that is the value, and a value that is the query, need not be said. */
function withoutRepeats(node: FlatNode): FlatNode {
  const [query, value = query, key = value, ...more] = node.inputs;
  if (!query || more.length > 0 || node.inputs.length < 2) return node;
  const inputs = !isSame(key, value) ? node.inputs : isSame(value, query) ? [query] : node.inputs.slice(0, 2);
  return { ...node, inputs };
}

const isSame = (a: Source | undefined, b: Source | undefined): boolean =>
  a?.node === b?.node && a?.tensor === b?.tensor;
