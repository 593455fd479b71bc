import * as tf from '@tensorflow/tfjs-core';

/** From the gradient of `y = f(z)` that of `z`. */
export type ActivationGradient = (dy: tf.Tensor, z: tf.Tensor, y: tf.Tensor) => tf.Tensor;

const below = (x: tf.Tensor, limit: number): tf.Tensor => tf.cast(tf.less(x, limit), 'float32');

const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

/**
 * Gradients of Keras's activations by their Keras names, for layers that go back through many steps by hand: tfjs cannot
 * take a gradient while it takes one.
 */
const gradients: Readonly<Record<string, ActivationGradient>> = {
  linear: (dy) => dy,
  relu: (dy, z) => tf.mul(dy, tf.step(z)),
  relu6: (dy, z) => tf.mul(dy, tf.mul(tf.step(z), below(z, 6))),
  elu: (dy, _, y) => tf.mul(dy, tf.add(tf.minimum(y, 0), 1)),
  selu: (dy, z, y) =>
    tf.mul(dy, tf.where(tf.greater(z, 0), tf.fill(z.shape, seluScale), tf.add(y, seluScale * seluAlpha))),
  sigmoid: (dy, _, y) => tf.mul(dy, tf.mul(y, tf.sub(1, y))),
  hard_sigmoid: (dy, z) => tf.div(tf.mul(dy, below(tf.abs(z), 3)), 6),
  tanh: (dy, _, y) => tf.mul(dy, tf.sub(1, tf.square(y))),
  softmax: (dy, _, y) => {
    const weighted = tf.mul(dy, y);
    return tf.sub(weighted, tf.mul(tf.sum(weighted, -1, true), y));
  },
  log_softmax: (dy, _, y) => tf.sub(dy, tf.mul(tf.exp(y), tf.sum(dy, -1, true))),
  softplus: (dy, z) => tf.mul(dy, tf.sigmoid(z)),
  softsign: (dy, z) => tf.div(dy, tf.square(tf.add(tf.abs(z), 1))),
  exponential: (dy, _, y) => tf.mul(dy, y),
  silu: (dy, z) => silu(dy, z),
  swish: (dy, z) => silu(dy, z),
  leaky_relu: (dy, z) => tf.mul(dy, tf.step(z, 0.2)),
  hard_silu: (dy, z) => hardSilu(dy, z),
  hard_swish: (dy, z) => hardSilu(dy, z),
  mish: (dy, z) => {
    const t = tf.tanh(tf.softplus(z));
    return tf.mul(dy, tf.add(t, tf.mul(tf.mul(z, tf.sub(1, tf.square(t))), tf.sigmoid(z))));
  },
  gelu: (dy, z) => {
    const share = tf.mul(tf.add(tf.erf(tf.mul(z, Math.SQRT1_2)), 1), 0.5);
    const density = tf.mul(tf.exp(tf.mul(tf.square(z), -0.5)), 1 / Math.sqrt(2 * Math.PI));
    return tf.mul(dy, tf.add(share, tf.mul(z, density)));
  },
};

/** `x·(x + 3)/6` between −3 and 3, x above. */
function hardSilu(dy: tf.Tensor, z: tf.Tensor): tf.Tensor {
  const share = tf.div(tf.clipByValue(tf.add(z, 3), 0, 6), 6);
  return tf.mul(dy, tf.add(share, tf.mul(z, tf.div(below(tf.abs(z), 3), 6))));
}

function silu(dy: tf.Tensor, z: tf.Tensor): tf.Tensor {
  const s = tf.sigmoid(z);
  return tf.mul(dy, tf.add(s, tf.mul(z, tf.mul(s, tf.sub(1, s)))));
}

export const activationGradientOf = (name: string): ActivationGradient | undefined =>
  Object.hasOwn(gradients, name) ? gradients[name] : undefined;
