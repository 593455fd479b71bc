import type { NetworkBuilder, Tensor } from '../../src/core/build/network.ts';

/** Sizes of a transformer block. */
export interface BlockSize {
  /** Length of each token's vector. */
  readonly width: number;
  readonly heads: number;
  /** Units between the two dense layers. */
  readonly hidden: number;
  readonly activation: 'relu' | 'gelu';
  readonly dropout: number;
  readonly epsilon: number;
  /** A token sees only itself and those before it. */
  readonly causal?: boolean;
}

/** Attention, then two dense layers; what each makes is added to what it read and then normalised, as first published. */
export function postNormBlock(net: NetworkBuilder, from: Tensor, size: BlockSize, name: string): Tensor {
  const { epsilon } = size;
  const attended = net.add([from, attention(net, from, size, name)], {}, `${name}_attention_add`);
  const x = net.layerNormalization(attended, { epsilon }, `${name}_attention_norm`);
  const fed = net.add([x, feedForward(net, x, size, name)], {}, `${name}_feed_add`);
  return net.layerNormalization(fed, { epsilon }, `${name}_feed_norm`);
}

/** As `postNormBlock`, but normalised before each, so that the sum itself is never normalised. */
export function preNormBlock(net: NetworkBuilder, from: Tensor, size: BlockSize, name: string): Tensor {
  const { epsilon } = size;
  const before = net.layerNormalization(from, { epsilon }, `${name}_attention_norm`);
  const x = net.add([from, attention(net, before, size, name)], {}, `${name}_attention_add`);
  const again = net.layerNormalization(x, { epsilon }, `${name}_feed_norm`);
  return net.add([x, feedForward(net, again, size, name)], {}, `${name}_feed_add`);
}

function attention(net: NetworkBuilder, from: Tensor, size: BlockSize, name: string): Tensor {
  const { width, heads, dropout, causal = false } = size;
  const params = { numHeads: heads, keyDim: width / heads, useCausalMask: causal, dropout };
  return dropped(net, net.multiHeadAttention(from, params, `${name}_attention`), dropout, `${name}_attention_drop`);
}

function feedForward(net: NetworkBuilder, from: Tensor, size: BlockSize, name: string): Tensor {
  const { width, hidden, activation, dropout } = size;
  const x = net.dense(from, { units: hidden, activation }, `${name}_feed_1`);
  return dropped(net, net.dense(x, { units: width }, `${name}_feed_2`), dropout, `${name}_feed_drop`);
}

const dropped = (net: NetworkBuilder, x: Tensor, rate: number, name: string): Tensor =>
  rate === 0 ? x : net.dropout(x, { rate }, name);
