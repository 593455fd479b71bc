import * as tf from '@tensorflow/tfjs-core';

type Activation = (x: tf.Tensor) => tf.Tensor;

/** Keras's activations by their Keras names, with Keras 3's constants. */
const activations: Readonly<Record<string, Activation>> = {
  linear: (x) => x,
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.relu6(x),
  elu: (x) => tf.elu(x),
  selu: (x) => tf.selu(x),
  sigmoid: (x) => tf.sigmoid(x),
  // Keras 3: relu6(x + 3) / 6. tfjs-layers still has the slope 0.2 of Keras 1.
  hard_sigmoid: (x) => tf.div(tf.clipByValue(tf.add(x, 3), 0, 6), 6),
  tanh: (x) => tf.tanh(x),
  softmax: (x) => softmax(x, -1),
  log_softmax: (x) => tf.logSoftmax(x),
  softplus: (x) => tf.softplus(x),
  softsign: (x) => tf.div(x, tf.add(tf.abs(x), 1)),
  exponential: (x) => tf.exp(x),
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
  leaky_relu: (x) => tf.leakyRelu(x, 0.2),
  hard_silu: (x) => hardSilu(x),
  hard_swish: (x) => hardSilu(x),
  mish: (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
  gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
};

const hardSilu = (x: tf.Tensor): tf.Tensor => tf.mul(x, tf.div(tf.clipByValue(tf.add(x, 3), 0, 6), 6));

export const activationOf = (name: string): Activation | undefined =>
  Object.hasOwn(activations, name) ? activations[name] : undefined;

/** Softmax along any axis; tfjs's own works along the last only. */
export function softmax(x: tf.Tensor, axis: number): tf.Tensor {
  const place = axis < 0 ? axis + x.rank : axis;
  if (place === x.rank - 1) return tf.softmax(x);
  const order = Array.from({ length: x.rank }, (_, i) => i);
  order[place] = x.rank - 1;
  order[x.rank - 1] = place;
  return tf.transpose(tf.softmax(tf.transpose(x, order)), order);
}
