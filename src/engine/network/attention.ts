import * as tf from '@tensorflow/tfjs-core';
import { dropout as seededDropout } from '../kernels/dropout.ts';
import { given } from './convolution.ts';
import { type LayerBuilder, only } from './layer.ts';

/** Added to scores of steps that must not be seen; their share is then 0 in float32. */
const unseen = -1e9;

/** `[batch, T, D]` through a kernel `[D, h, d]` into heads: `[batch, h, T, d]`. */
function toHeads(x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor | undefined): tf.Tensor {
  const [batch = 0, steps = 0, width = 0] = x.shape;
  const [, heads = 0, size = 0] = kernel.shape;
  const product = tf.matMul(tf.reshape(x, [batch * steps, width]), tf.reshape(kernel, [width, heads * size]));
  const moved = bias === undefined ? product : tf.add(product, tf.reshape(bias, [heads * size]));
  return tf.transpose(tf.reshape(moved, [batch, steps, heads, size]), [0, 2, 1, 3]);
}

/** `[batch, h, T, d]` back to `[batch, T, D]` through a kernel `[h, d, D]`. */
function fromHeads(x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor | undefined): tf.Tensor {
  const [batch = 0, heads = 0, steps = 0, size = 0] = x.shape;
  const width = kernel.shape[2] ?? 0;
  const rows = tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [batch * steps, heads * size]);
  const product = tf.matMul(rows, tf.reshape(kernel, [heads * size, width]));
  return tf.reshape(bias === undefined ? product : tf.add(product, bias), [batch, steps, width]);
}

/** 0 for the steps up to a step's own, −10⁹ after it, `[T, S]`. */
function causalMask(steps: number, seen: number): tf.Tensor {
  const values = Float32Array.from({ length: steps * seen }, (_, i) => (i % seen > Math.floor(i / seen) ? unseen : 0));
  return tf.tensor(values, [steps, seen]);
}

/** Vaswani et al. 2017, section 3.2.2; inputs in Keras's order query, value, key, of which the last two may be left out. */
export const multiHeadAttention: LayerBuilder = (config, shapes) => {
  const [query = [], value = query, key = value] = shapes;
  if ([query, value, key].some((shape) => shape.length !== 2)) config.refuse('it takes series of vectors');
  config.mustBeUnset('output_shape', 'sliding_window');
  if (config.boolean('use_gate', false)) config.refuse('gated attention is not supported');
  const heads = config.integer('num_heads');
  const keySize = config.integer('key_dim');
  const valueSize = config.integer('value_dim', keySize);
  const rate = config.number('dropout', 0);
  const biased = config.boolean('use_bias', true);
  const causal = config.boolean('use_causal_mask', false);
  const [steps = 0, width = 0] = query;
  const slots = (name: string, kernel: readonly number[], bias: readonly number[]) => [
    { ...config.weight('kernel', kernel, 'glorotUniform'), name: `${name}/kernel` },
    ...(biased ? [{ ...config.weight('bias', bias, 'zeros'), name: `${name}/bias` }] : []),
  ];
  return {
    weights: [
      ...slots('query', [width, heads, keySize], [heads, keySize]),
      ...slots('key', [key[1] ?? 0, heads, keySize], [heads, keySize]),
      ...slots('value', [value[1] ?? 0, heads, valueSize], [heads, valueSize]),
      ...slots('attention_output', [heads, valueSize, width], [width]),
    ],
    outputShape: query,
    activation: 'linear',
    call: (inputs, weights, context) => {
      const asking = only(inputs);
      const asked = inputs[1] ?? asking;
      const each = biased ? 2 : 1;
      const kernel = (place: number): tf.Tensor => given(weights[place * each]);
      const bias = (place: number): tf.Tensor | undefined => (biased ? weights[place * each + 1] : undefined);
      const q = tf.mul(toHeads(asking, kernel(0), bias(0)), 1 / Math.sqrt(keySize));
      const k = toHeads(inputs[2] ?? asked, kernel(1), bias(1));
      const v = toHeads(asked, kernel(2), bias(2));
      const scores = tf.matMul(q, k, false, true);
      const shares = tf.softmax(causal ? tf.add(scores, causalMask(steps, value[0] ?? 0)) : scores);
      const kept = context.training && rate > 0 ? seededDropout(shares, rate, context.seed) : shares;
      return fromHeads(tf.matMul(kept, v), kernel(3), bias(3));
    },
  };
};
