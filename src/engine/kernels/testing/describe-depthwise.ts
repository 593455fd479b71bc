import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { drawn, type Window, windowsOf } from '../../testing/plain-loops.ts';
import { expectClose, run } from './describe-kernels.ts';

/** Channels that fill vectors, leave a rest or fill none; several outputs a channel; windows larger than the image. */
const windows: readonly (Window & { readonly multiplier: number })[] = [
  { batch: 2, size: [7, 6], channels: 4, multiplier: 1, window: [3, 3], strides: [1, 1], pad: 'same' },
  { batch: 2, size: [8, 9], channels: 11, multiplier: 1, window: [3, 3], strides: [2, 2], pad: 'same' },
  { batch: 1, size: [9, 7], channels: 3, multiplier: 1, window: [3, 2], strides: [2, 3], pad: 'valid' },
  { batch: 2, size: [6, 6], channels: 5, multiplier: 3, window: [3, 3], strides: [1, 1], pad: 'same' },
  { batch: 1, size: [3, 3], channels: 8, multiplier: 1, window: [5, 5], strides: [1, 1], pad: 'same' },
  {
    batch: 2,
    size: [9, 10],
    channels: 6,
    multiplier: 1,
    window: [3, 3],
    strides: [1, 1],
    dilations: [2, 3],
    pad: 'same',
  },
  {
    batch: 1,
    size: [9, 8],
    channels: 2,
    multiplier: 2,
    window: [2, 3],
    strides: [1, 1],
    dilations: [3, 2],
    pad: 'valid',
  },
  {
    batch: 1,
    size: [2, 2],
    channels: 4,
    multiplier: 1,
    window: [3, 3],
    strides: [1, 1],
    dilations: [4, 4],
    pad: 'same',
  },
];

/** Depthwise convolution and its gradients against their definitions. */
export const describeDepthwise = () =>
  describe.each(windows)(
    'depthwise, $window of $size×$channels×$multiplier, by $strides, $dilations, $pad',
    (given) => {
      const { batch, size, channels, multiplier, window, dilations = [1, 1] } = given;
      const meetings = windowsOf(given);
      const outputs = channels * multiplier;
      const outShape = [batch, ...meetings.outSize, outputs];
      const [xShape, filterShape] = [
        [batch, ...size, channels],
        [...window, channels, multiplier],
      ];
      const [x, filter, dy] = [drawn(xShape, 1), drawn(filterShape, 2), drawn(outShape, 3)];
      const attrs = { strides: [...given.strides], pad: given.pad, dilations: [...dilations], dataFormat: 'NHWC' };
      /** Calls with where an input value, a weight and an output value that meet lie. */
      const each = (visit: (input: number, weight: number, output: number) => void): void =>
        meetings.each((input, output, cell) => {
          for (let k = 0; k < outputs; k++)
            visit(input * channels + Math.floor(k / multiplier), cell * outputs + k, output * outputs + k);
        });

      test.each(['linear', 'relu'] as const)('with bias, then %s', (activation) => {
        const bias = drawn([outputs], 4);
        const expected = new Float64Array(dy.length).map((_, i) => bias[i % outputs] ?? 0);
        each((input, weight, output) => {
          expected[output] = (expected[output] ?? 0) + (x[input] ?? 0) * (filter[weight] ?? 0);
        });
        const inputs = { x: tf.tensor(x, xShape), filter: tf.tensor(filter, filterShape), bias: tf.tensor1d(bias) };
        const found = run(tf.FusedDepthwiseConv2D, inputs, { ...attrs, activation });
        expect(found.shape).toEqual(outShape);
        expectClose(found, activation === 'relu' ? expected.map((value) => Math.max(0, value)) : expected);
      });

      test('gradient of the input', () => {
        const expected = new Float64Array(x.length);
        each((input, weight, output) => {
          expected[input] = (expected[input] ?? 0) + (dy[output] ?? 0) * (filter[weight] ?? 0);
        });
        const inputs = { dy: tf.tensor(dy, outShape), filter: tf.tensor(filter, filterShape) };
        expectClose(run(tf.DepthwiseConv2dNativeBackpropInput, inputs, { ...attrs, inputShape: xShape }), expected);
      });

      test('gradient of the filter', () => {
        const expected = new Float64Array(filter.length);
        each((input, weight, output) => {
          expected[weight] = (expected[weight] ?? 0) + (dy[output] ?? 0) * (x[input] ?? 0);
        });
        const inputs = { x: tf.tensor(x, xShape), dy: tf.tensor(dy, outShape) };
        expectClose(run(tf.DepthwiseConv2dNativeBackpropFilter, inputs, { ...attrs, filterShape }), expected);
      });
    },
  );
