import type { Options } from './options.ts';
import { type LayerSpec, only, type Sizes, type Slot } from './spec.ts';
import type { Tensor, Tf } from './tf.ts';

interface Heads {
  readonly heads: number;
  readonly keySize: number;
  readonly valueSize: number;
}

const headsOf = (options: Options): Heads => {
  const keySize = options.number('keyDim', 1);
  return { heads: options.number('numHeads', 1), keySize, valueSize: options.number('valueDim', keySize) };
};

/** Query, value, key, as Keras takes them; the last two may be left out. */
function roles<T>(inputs: readonly T[]): { readonly query: T; readonly value: T; readonly key: T } {
  const query = only(inputs);
  const value = inputs[1] ?? query;
  return { query, value, key: inputs[2] ?? value };
}

/** Added to scores of steps that must not be seen; their share is then 0 in float32. */
const unseen = -1e9;

/** `[n, T, D]` through a kernel `[D, h, d]` into heads: `[n, h, T, d]`. */
function toHeads(tf: Tf, x: Tensor, kernel: Tensor, bias: Tensor | undefined): Tensor {
  const [batch = 1, steps = 1, width = 1] = x.shape;
  const [, heads = 1, size = 1] = kernel.shape;
  const rows = tf.matMul(tf.reshape(x, [batch * steps, width]), tf.reshape(kernel, [width, heads * size]));
  const moved = bias === undefined ? rows : tf.add(rows, tf.reshape(bias, [heads * size]));
  return tf.transpose(tf.reshape(moved, [batch, steps, heads, size]), [0, 2, 1, 3]);
}

/** 0 for the steps up to a step's own, −10⁹ after it, `[T, S]`. */
const causalMask = (tf: Tf, steps: number, seen: number): Tensor =>
  tf.tensor2d(
    Array.from({ length: steps * seen }, (_, i) => (i % seen > Math.floor(i / seen) ? unseen : 0)),
    [steps, seen],
  );

/** Vaswani et al. 2017, section 3.2.2. */
export const multiHeadAttention: LayerSpec = {
  className: 'MultiHeadAttention',
  weights: (options, inputs) => {
    const { heads, keySize, valueSize } = headsOf(options);
    const { query, value, key } = roles(inputs);
    const width = (sizes: Sizes): number => sizes.at(-1) ?? Number.NaN;
    const slots = (name: string, kernel: Sizes, bias: Sizes): readonly Slot[] => [
      { name: `${name}/kernel`, shape: kernel, initializer: 'GlorotUniform', prefix: 'kernel' },
      ...(options.boolean('useBias', true)
        ? [{ name: `${name}/bias`, shape: bias, initializer: 'Zeros', prefix: 'bias' }]
        : []),
    ];
    return [
      ...slots('query', [width(query), heads, keySize], [heads, keySize]),
      ...slots('key', [width(key), heads, keySize], [heads, keySize]),
      ...slots('value', [width(value), heads, valueSize], [heads, valueSize]),
      ...slots('attention_output', [heads, valueSize, width(query)], [width(query)]),
    ];
  },
  outputShape: (_, inputs) => only(inputs),
  call: (tf, inputs, weights, options, { training }) => {
    const { query, value, key } = roles(inputs);
    const { keySize } = headsOf(options);
    const projected = (name: string, x: Tensor): Tensor =>
      toHeads(tf, x, weights.get(`${name}/kernel`), weights.optional(`${name}/bias`));
    const q = tf.mul(projected('query', query), 1 / Math.sqrt(keySize));
    const scores = tf.matMul(q, projected('key', key), false, true);
    const [batch = 1, steps = 1, width = 1] = query.shape;
    const masked = options.boolean('useCausalMask', false)
      ? tf.add(scores, causalMask(tf, steps, value.shape[1] ?? 1))
      : scores;
    const shares = tf.softmax(masked);
    const rate = options.number('dropout', 0);
    const kept = training && rate > 0 ? tf.dropout(shares, rate) : shares;
    const read = tf.transpose(tf.matMul(kept, projected('value', value)), [0, 2, 1, 3]);
    const kernel = weights.get('attention_output/kernel');
    const [heads = 1, size = 1] = kernel.shape;
    const rows = tf.matMul(tf.reshape(read, [batch * steps, heads * size]), tf.reshape(kernel, [heads * size, width]));
    const bias = weights.optional('attention_output/bias');
    return tf.reshape(bias === undefined ? rows : tf.add(rows, bias), [batch, steps, width]);
  },
};
