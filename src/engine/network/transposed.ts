import * as tf from '@tensorflow/tfjs-core';
import { attributes, type Convolution, gather, isOne, spread } from './convolution.ts';
import { withGradient } from './gradient.ts';

/**
 * Transposed convolution, without its bias: x `[n, h, w, c]`, filter `[kh, kw, f, c]`, output of the given height and
 * width. It is the gradient of a convolution for its input, so its own gradients are that convolution and its other one.
 */
export function convolveTransposed(
  x: tf.Tensor,
  filter: tf.Tensor,
  [height, width]: readonly [number, number],
  convolution: Convolution,
  inputGradient: boolean,
): tf.Tensor {
  const { dilation } = convolution;
  const attrs = attributes({ ...convolution, dilation: [1, 1] });
  const run = (name: string, inputs: tf.NamedTensorMap, more: tf.NamedAttrMap = {}): tf.Tensor =>
    tf.engine().runKernel<tf.Tensor>(name, inputs, { ...attrs, ...more });
  const undilated = (taps: tf.Tensor): tf.Tensor => (isOne(dilation) ? taps : spread(taps, dilation));
  return withGradient(inputGradient ? [x, filter] : [filter], (_, save) => {
    save([x, filter]);
    const inputShape = [x.shape[0] ?? 1, height, width, filter.shape[2] ?? 1];
    return {
      value: run(tf.Conv2DBackpropInput, { dy: x, filter: undilated(filter) }, { inputShape }),
      gradient: (dy, [xs = x, taps = filter]) => {
        const wide = undilated(taps);
        const wideGradient = run(tf.Conv2DBackpropFilter, { x: dy, dy: xs }, { filterShape: wide.shape });
        const dFilter = isOne(dilation) ? wideGradient : gather(wideGradient, taps.shape, dilation);
        return inputGradient ? [run(tf.Conv2D, { x: dy, filter: wide }), dFilter] : [dFilter];
      },
    };
  });
}
