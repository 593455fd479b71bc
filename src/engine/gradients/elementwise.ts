import * as tf from '@tensorflow/tfjs-core';
import { number } from '../kernels/attributes.ts';
import { reluGradient } from '../kernels/relu-gradient.ts';
import { defineGradient } from './define.ts';

/** Sums a gradient over the axes along which its operand was broadcast. */
function unbroadcast(gradient: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes([...shape], gradient.shape);
  return tf.reshape(axes.length === 0 ? gradient : tf.sum(gradient, axes), [...shape]);
}

export function registerElementwiseGradients(): void {
  defineGradient({
    kernel: tf.Add,
    inputs: ['a', 'b'],
    gradient: (dy, saved) => ({
      a: () => unbroadcast(dy, saved(0).shape),
      b: () => unbroadcast(dy, saved(1).shape),
    }),
  });
  defineGradient({
    kernel: tf.Sub,
    inputs: ['a', 'b'],
    gradient: (dy, saved) => ({
      a: () => unbroadcast(dy, saved(0).shape),
      b: () => unbroadcast(tf.neg(dy), saved(1).shape),
    }),
  });
  defineGradient({
    kernel: tf.Multiply,
    inputs: ['a', 'b'],
    gradient: (dy, saved) => ({
      a: () => unbroadcast(tf.mul(dy, saved(1)), saved(0).shape),
      b: () => unbroadcast(tf.mul(dy, saved(0)), saved(1).shape),
    }),
  });
  defineGradient({
    kernel: tf.RealDiv,
    inputs: ['a', 'b'],
    gradient: (dy, saved) => ({
      a: () => unbroadcast(tf.div(dy, saved(1)), saved(0).shape),
      b: () => unbroadcast(tf.neg(tf.div(tf.mul(dy, saved(0)), tf.square(saved(1)))), saved(1).shape),
    }),
  });
  // Where both are equal the first gets it all, as in TensorFlow.
  for (const [kernel, first] of [
    [tf.Maximum, tf.greaterEqual],
    [tf.Minimum, tf.lessEqual],
  ] as const) {
    defineGradient({
      kernel,
      inputs: ['a', 'b'],
      gradient: (dy, saved) => {
        const taken = (): tf.Tensor => tf.cast(first(saved(0), saved(1)), 'float32');
        return {
          a: () => unbroadcast(tf.mul(dy, taken()), saved(0).shape),
          b: () => unbroadcast(tf.mul(dy, tf.sub(1, taken())), saved(1).shape),
        };
      },
    });
  }
  registerUnaryGradients();
  registerActivationGradients();
}

function registerUnaryGradients(): void {
  defineGradient({ kernel: tf.Identity, gradient: (dy) => ({ x: () => tf.clone(dy) }) });
  // tfjs casts to float32 after pooling even what is float32 already.
  defineGradient({ kernel: tf.Cast, gradient: (dy) => ({ x: () => tf.clone(dy) }) });
  defineGradient({ kernel: tf.Neg, gradient: (dy) => ({ x: () => tf.neg(dy) }) });
  defineGradient({
    kernel: tf.Exp,
    output: true,
    gradient: (dy, saved) => ({ x: () => tf.mul(dy, saved(0)) }),
  });
  defineGradient({
    kernel: tf.Log,
    inputs: ['x'],
    gradient: (dy, saved) => ({ x: () => tf.div(dy, saved(0)) }),
  });
  defineGradient({
    kernel: tf.Square,
    inputs: ['x'],
    gradient: (dy, saved) => ({ x: () => tf.mul(dy, tf.mul(saved(0), 2)) }),
  });
  defineGradient({
    kernel: tf.Abs,
    inputs: ['x'],
    gradient: (dy, saved) => ({ x: () => tf.mul(dy, tf.sign(saved(0))) }),
  });
  defineGradient({
    kernel: tf.Erf,
    inputs: ['x'],
    gradient: (dy, saved) => ({
      x: () => tf.mul(dy, tf.mul(tf.exp(tf.neg(tf.square(saved(0)))), 2 / Math.sqrt(Math.PI))),
    }),
  });
  defineGradient({
    kernel: tf.ClipByValue,
    inputs: ['x'],
    gradient: (dy, saved, attrs) => ({
      x: () => {
        const x = saved(0);
        const above = tf.greaterEqual(x, number(attrs, 'clipValueMin'));
        const below = tf.lessEqual(x, number(attrs, 'clipValueMax'));
        return tf.mul(dy, tf.cast(tf.logicalAnd(above, below), 'float32'));
      },
    }),
  });
}

const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

function registerActivationGradients(): void {
  defineGradient({
    kernel: tf.Relu,
    output: true,
    gradient: (dy, saved) => ({ x: () => reluGradient(dy, saved(0)) }),
  });
  defineGradient({
    kernel: tf.Relu6,
    output: true,
    gradient: (dy, saved) => ({
      x: () => tf.mul(dy, tf.mul(tf.step(saved(0)), tf.cast(tf.less(saved(0), 6), 'float32'))),
    }),
  });
  defineGradient({
    kernel: tf.LeakyRelu,
    inputs: ['x'],
    gradient: (dy, saved, attrs) => ({ x: () => tf.mul(dy, tf.step(saved(0), number(attrs, 'alpha'))) }),
  });
  // Below zero the slope of alpha·(exp x − 1) is the value plus alpha; `output` is enough to know it.
  defineGradient({
    kernel: tf.Elu,
    output: true,
    gradient: (dy, saved) => ({
      x: () => tf.mul(dy, tf.add(tf.neg(tf.relu(tf.neg(saved(0)))), 1)),
    }),
  });
  defineGradient({
    kernel: tf.Selu,
    output: true,
    gradient: (dy, saved) => ({
      x: () => {
        const y = saved(0);
        const below = tf.add(y, seluScale * seluAlpha);
        return tf.mul(dy, tf.where(tf.greater(y, 0), tf.fill(y.shape, seluScale), below));
      },
    }),
  });
  defineGradient({
    kernel: tf.Sigmoid,
    output: true,
    gradient: (dy, saved) => ({ x: () => tf.mul(dy, tf.mul(saved(0), tf.sub(1, saved(0)))) }),
  });
  defineGradient({
    kernel: tf.Tanh,
    output: true,
    gradient: (dy, saved) => ({ x: () => tf.mul(dy, tf.sub(1, tf.square(saved(0)))) }),
  });
  defineGradient({
    kernel: tf.Softplus,
    inputs: ['x'],
    gradient: (dy, saved) => ({ x: () => tf.mul(dy, tf.sigmoid(saved(0))) }),
  });
  defineGradient({
    kernel: tf.Softmax,
    output: true,
    gradient: (dy, saved) => ({
      logits: () => {
        const weighted = tf.mul(dy, saved(0));
        return tf.sub(weighted, tf.mul(tf.sum(weighted, -1, true), saved(0)));
      },
    }),
  });
}
