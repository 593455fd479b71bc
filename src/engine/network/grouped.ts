import * as tf from '@tensorflow/tfjs-core';
import { attributes, type Convolution, convolveDepthwise, gather, isOne, spread } from './convolution.ts';
import { withGradient } from './gradient.ts';

/**
 * Convolution in groups of channels, without its bias: x `[n, h, w, c]`, filter `[kh, kw, c/groups, f]`; output channels
 * lie group by group. One convolution for each group; where a group is one channel it is a depthwise convolution.
 * With a gradient of its own: those of the slices would each be as large as x.
 */
export function convolveGroups(
  x: tf.Tensor,
  filter: tf.Tensor,
  groups: number,
  convolution: Convolution,
  inputGradient: boolean,
): tf.Tensor {
  const [height = 1, width = 1, seen = 1, filters = 1] = filter.shape;
  if (seen === 1) {
    const own = tf.reshape(filter, [height, width, groups, filters / groups]);
    return convolveDepthwise(x, own, convolution);
  }
  const plain: Convolution = { ...convolution, dilation: [1, 1] };
  const parts = (xs: tf.Tensor, whole: tf.Tensor) =>
    Array.from({ length: groups }, (_, group) => {
      const part = part4(whole, group, groups);
      return {
        x: part4(xs, group, groups),
        filter: isOne(convolution.dilation) ? part : spread(part, convolution.dilation),
      };
    });
  return withGradient(inputGradient ? [x, filter] : [filter], (_, save) => {
    save([x, filter]);
    const outputs = parts(x, filter).map((part) => kernel(tf.Conv2D, part, attributes(plain)));
    return {
      value: tf.concat(outputs, 3),
      gradient: (dy, [xs = x, whole = filter]) => {
        const gradients = parts(xs, whole).map((part, group) => {
          const g = part4(dy, group, groups);
          const wide = kernel(
            tf.Conv2DBackpropFilter,
            { x: part.x, dy: g },
            { ...attributes(plain), filterShape: part.filter.shape },
          );
          const shape = [height, width, seen, filters / groups];
          const dFilter = isOne(convolution.dilation) ? wide : gather(wide, shape, convolution.dilation);
          if (!inputGradient) return { dFilter, dx: null };
          const attrs = { ...attributes(plain), inputShape: part.x.shape };
          return { dFilter, dx: kernel(tf.Conv2DBackpropInput, { dy: g, filter: part.filter }, attrs) };
        });
        const dFilter = tf.concat(
          gradients.map((one) => one.dFilter),
          3,
        );
        const dx = gradients.flatMap((one) => one.dx ?? []);
        return inputGradient ? [tf.concat(dx, 3), dFilter] : [dFilter];
      },
    };
  });
}

const kernel = (name: string, inputs: tf.NamedTensorMap, attrs: tf.NamedAttrMap): tf.Tensor =>
  tf.engine().runKernel<tf.Tensor>(name, inputs, attrs);

/** One of so many equal parts along the last of four axes. */
function part4(x: tf.Tensor, part: number, parts: number): tf.Tensor {
  const [a = 1, b = 1, c = 1, d = 1] = x.shape;
  return tf.slice(x, [0, 0, 0, (part * d) / parts], [a, b, c, d / parts]);
}
