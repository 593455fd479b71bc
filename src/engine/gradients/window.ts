import * as tf from '@tensorflow/tfjs-core';
import { defineGradient } from './define.ts';

/** Copies the attributes of a forward kernel that its gradient's kernel takes too. */
const shared = (attrs: tf.NamedAttrMap, ...names: readonly string[]): tf.NamedAttrMap =>
  Object.fromEntries(Object.entries(attrs).filter(([name]) => names.includes(name)));

export function registerWindowGradients(): void {
  defineGradient({
    kernel: tf.MaxPool,
    inputs: ['x'],
    output: true,
    gradient: (dy, saved, attrs) => ({
      x: () =>
        tf
          .engine()
          .runKernel<tf.Tensor>(
            tf.MaxPoolGrad,
            { dy, input: saved(0), output: saved(1) },
            shared(attrs, 'filterSize', 'strides', 'pad', 'dimRoundingMode'),
          ),
    }),
  });
  defineGradient({
    kernel: tf.AvgPool,
    inputs: ['x'],
    gradient: (dy, saved, attrs) => ({
      x: () =>
        tf
          .engine()
          .runKernel<tf.Tensor>(
            tf.AvgPoolGrad,
            { dy, input: saved(0) },
            shared(attrs, 'filterSize', 'strides', 'pad', 'dimRoundingMode'),
          ),
    }),
  });
  defineGradient({
    kernel: tf.DepthwiseConv2dNative,
    inputs: ['x', 'filter'],
    gradient: (dy, saved, attrs) => {
      const common = shared(attrs, 'strides', 'pad', 'dilations', 'dimRoundingMode');
      return {
        x: () =>
          tf
            .engine()
            .runKernel<tf.Tensor>(
              tf.DepthwiseConv2dNativeBackpropInput,
              { dy, filter: saved(1) },
              { ...common, inputShape: saved(0).shape },
            ),
        filter: () =>
          tf
            .engine()
            .runKernel<tf.Tensor>(
              tf.DepthwiseConv2dNativeBackpropFilter,
              { x: saved(0), dy },
              { ...common, filterShape: saved(1).shape },
            ),
      };
    },
  });
  defineGradient({
    kernel: tf.BatchMatMul,
    inputs: ['a', 'b'],
    gradient: (dy, saved, attrs) => {
      const left = attrs.transposeA === true;
      const right = attrs.transposeB === true;
      return {
        a: () => (left ? tf.matMul(saved(1), dy, right, true) : tf.matMul(dy, saved(1), false, !right)),
        b: () => (right ? tf.matMul(dy, saved(0), true, left) : tf.matMul(saved(0), dy, !left, false)),
      };
    },
  });
}
