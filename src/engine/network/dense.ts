import * as tf from '@tensorflow/tfjs-core';
import { reluGradient } from '../kernels/relu-gradient.ts';
import { given } from './convolution.ts';
import { withGradient } from './gradient.ts';
import { type LayerBuilder, only } from './layer.ts';

/** `[rows, in] · [in, units] + bias`, then ReLU if asked, in one kernel; tfjs fuses less while a gradient is taken. */
function project(
  x: tf.Tensor,
  kernel: tf.Tensor,
  bias: tf.Tensor | undefined,
  relu: boolean,
  inputGradient: boolean,
): tf.Tensor {
  const [rows = 0, width = 0] = x.shape;
  const units = kernel.shape[1] ?? 0;
  const weights = bias === undefined ? [kernel] : [kernel, bias];
  return withGradient(inputGradient ? [x, ...weights] : weights, (_, save) => {
    const a = tf.reshape(x, [1, rows, width]);
    const b = tf.reshape(kernel, [1, width, units]);
    const y = tf.engine().runKernel<tf.Tensor>(tf._FusedMatMul, bias === undefined ? { a, b } : { a, b, bias }, {
      transposeA: false,
      transposeB: false,
      activation: relu ? 'relu' : 'linear',
    });
    const value = tf.reshape(y, [rows, units]);
    save(relu ? [x, kernel, value] : [x, kernel]);
    return {
      value,
      gradient: (dy, saved) => {
        const [xs = x, ks = kernel, out] = saved;
        const g = out === undefined ? dy : reluGradient(dy, out);
        const dKernel = tf.matMul(xs, g, true, false);
        const gradients = bias === undefined ? [dKernel] : [dKernel, tf.sum(g, 0)];
        return inputGradient ? [tf.matMul(g, ks, false, true), ...gradients] : gradients;
      },
    };
  });
}

export const dense: LayerBuilder = (config, inputShapes) => {
  const input = only(inputShapes);
  const units = config.integer('units');
  const width = input.at(-1) ?? 0;
  const activation = config.string('activation', 'linear');
  const relu = activation === 'relu';
  const bias = config.boolean('use_bias', true);
  const outputShape = [...input.slice(0, -1), units];
  const kernelSlot = config.weight('kernel', [width, units], 'glorotUniform');
  return {
    weights: bias ? [kernelSlot, config.weight('bias', [units], 'zeros')] : [kernelSlot],
    outputShape,
    activation: relu ? 'linear' : activation,
    call: (inputs, [kernel, offset], context) => {
      const x = only(inputs);
      const rows = x.rank === 2 ? x : tf.reshape(x, [-1, width]);
      const y = project(rows, given(kernel), offset, relu, context.inputGradient);
      return x.rank === 2 ? y : tf.reshape(y, [x.shape[0] ?? 1, ...outputShape]);
    },
  };
};
