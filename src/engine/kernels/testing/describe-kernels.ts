import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { drawn, type Window, windowsOf } from '../../testing/plain-loops.ts';

/** Runs each test in a scope of its own on the kernels that `start` installs, and looks for tensors left behind. */
export function onKernels(start: () => Promise<unknown>): void {
  let before = 0;
  beforeAll(async () => {
    await start();
  });
  beforeEach(() => {
    before = tf.memory().numTensors;
    tf.engine().startScope();
  });
  afterEach(() => {
    tf.engine().endScope();
    expect(tf.memory().numTensors).toBe(before);
  });
}

export const run = (kernel: string, inputs: tf.NamedTensorMap, attrs: tf.NamedAttrMap): tf.Tensor =>
  tf.engine().runKernel<tf.Tensor>(kernel, inputs, attrs);

export const valuesOf = (tensor: tf.Tensor): Float32Array => tensor.dataSync<'float32'>();

/** Equal to five digits of the largest: the sums are in another order. */
export function expectClose(found: tf.Tensor, expected: Float64Array): void {
  const values = valuesOf(found);
  expect(values).toHaveLength(expected.length);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  const apart = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (values[i] ?? Number.NaN))), 0);
  expect(apart / largest).toBeLessThan(1e-5);
}

/** Odd sizes, channels and filters that fill no vector or more than one tile, strides that leave a rest, one pixel. */
const windows: readonly (Window & { readonly filters: number })[] = [
  { batch: 2, size: [7, 6], channels: 3, filters: 5, window: [3, 3], strides: [1, 1], pad: 'same' },
  { batch: 1, size: [9, 11], channels: 1, filters: 6, window: [5, 5], strides: [1, 1], pad: 'same' },
  { batch: 3, size: [8, 5], channels: 4, filters: 8, window: [3, 2], strides: [1, 1], pad: 'valid' },
  { batch: 2, size: [7, 7], channels: 5, filters: 17, window: [3, 3], strides: [2, 2], pad: 'same' },
  { batch: 2, size: [10, 9], channels: 2, filters: 9, window: [3, 4], strides: [2, 3], pad: 'valid' },
  { batch: 1, size: [6, 6], channels: 3, filters: 2, window: [1, 1], strides: [1, 1], pad: 'valid' },
  { batch: 2, size: [7, 6], channels: 9, filters: 4, window: [1, 1], strides: [2, 2], pad: 'same' },
  { batch: 1, size: [5, 5], channels: 2, filters: 3, window: [1, 1], strides: [4, 4], pad: 'same' },
  { batch: 1, size: [3, 3], channels: 2, filters: 3, window: [3, 3], strides: [1, 1], pad: 'valid' },
  { batch: 1, size: [1, 9], channels: 7, filters: 3, window: [1, 3], strides: [1, 1], pad: 'same' },
  { batch: 1, size: [4, 4], channels: 3, filters: 3, window: [5, 5], strides: [1, 1], pad: 'same' },
  { batch: 1, size: [12, 40], channels: 33, filters: 40, window: [3, 3], strides: [1, 1], pad: 'same' },
];

const attrsOf = ({ strides, pad }: Window): tf.NamedAttrMap => ({
  strides: [...strides],
  pad,
  dilations: [1, 1],
  dataFormat: 'NHWC',
});

/** Convolution, its gradients and those of pooling against their definitions. */
export const describeWindows = () =>
  describe.each(windows)('$window of $size×$channels to $filters, strides $strides, $pad, batch $batch', (given) => {
    const { batch, size, channels, filters, window } = given;
    const meetings = windowsOf(given);
    const [height, width] = meetings.outSize;
    const x = drawn([batch, ...size, channels], 1);
    const filter = drawn([...window, channels, filters], 2);
    const dy = drawn([batch, height, width, filters], 3);

    test.each(['linear', 'relu'] as const)('convolution with bias, then %s', (activation) => {
      const bias = drawn([filters], 4);
      const expected = new Float64Array(batch * height * width * filters);
      expected.forEach((_, i) => {
        expected[i] = bias[i % filters] ?? 0;
      });
      meetings.each((input, output, cell) => {
        for (let c = 0; c < channels; c++)
          for (let f = 0; f < filters; f++) {
            const product = (x[input * channels + c] ?? 0) * (filter[(cell * channels + c) * filters + f] ?? 0);
            expected[output * filters + f] = (expected[output * filters + f] ?? 0) + product;
          }
      });
      const inputs = {
        x: tf.tensor(x, [batch, ...size, channels]),
        filter: tf.tensor(filter, [...window, channels, filters]),
      };
      const found = run(tf.FusedConv2D, { ...inputs, bias: tf.tensor1d(bias) }, { ...attrsOf(given), activation });
      expect(found.shape).toEqual([batch, height, width, filters]);
      expectClose(found, activation === 'relu' ? expected.map((value) => Math.max(0, value)) : expected);
    });

    test('gradient of the input', () => {
      const expected = new Float64Array(x.length);
      meetings.each((input, output, cell) => {
        for (let c = 0; c < channels; c++)
          for (let f = 0; f < filters; f++) {
            const product = (dy[output * filters + f] ?? 0) * (filter[(cell * channels + c) * filters + f] ?? 0);
            expected[input * channels + c] = (expected[input * channels + c] ?? 0) + product;
          }
      });
      const inputs = {
        dy: tf.tensor(dy, [batch, height, width, filters]),
        filter: tf.tensor(filter, [...window, channels, filters]),
      };
      const found = run(tf.Conv2DBackpropInput, inputs, { ...attrsOf(given), inputShape: [batch, ...size, channels] });
      expectClose(found, expected);
    });

    test('gradient of the filter', () => {
      const expected = new Float64Array(filter.length);
      meetings.each((input, output, cell) => {
        for (let c = 0; c < channels; c++)
          for (let f = 0; f < filters; f++) {
            const product = (x[input * channels + c] ?? 0) * (dy[output * filters + f] ?? 0);
            expected[(cell * channels + c) * filters + f] =
              (expected[(cell * channels + c) * filters + f] ?? 0) + product;
          }
      });
      const inputs = {
        x: tf.tensor(x, [batch, ...size, channels]),
        dy: tf.tensor(dy, [batch, height, width, filters]),
      };
      const found = run(tf.Conv2DBackpropFilter, inputs, {
        ...attrsOf(given),
        filterShape: [...window, channels, filters],
      });
      expectClose(found, expected);
    });

    test('gradients of pooling', () => {
      const most = new Map<number, { value: number; input: number }>();
      const share = new Float64Array(x.length);
      const pooled = drawn([batch, height, width, channels], 5);
      meetings.each((input, output) => {
        for (let c = 0; c < channels; c++) {
          const value = x[input * channels + c] ?? 0;
          const best = most.get(output * channels + c);
          if (best === undefined || value > best.value)
            most.set(output * channels + c, { value, input: input * channels + c });
          const part = (pooled[output * channels + c] ?? 0) / (window[0] * window[1]);
          share[input * channels + c] = (share[input * channels + c] ?? 0) + part;
        }
      });
      const maxima = new Float64Array(x.length);
      for (const [output, { input }] of most) maxima[input] = (maxima[input] ?? 0) + (pooled[output] ?? 0);
      const inputs = {
        dy: tf.tensor(pooled, [batch, height, width, channels]),
        input: tf.tensor(x, [batch, ...size, channels]),
      };
      const attrs = { filterSize: [...window], strides: [...given.strides], pad: given.pad };
      expectClose(run(tf.MaxPoolGrad, { ...inputs, output: inputs.dy }, attrs), maxima);
      expectClose(run(tf.AvgPoolGrad, inputs, attrs), share);
    });
  });

/**
 * Products, transposed and not, with bias and ReLU. `fused` false keeps these apart where a side is transposed: tfjs's fused
 * product leaves both out there.
 */
export const describeProducts = (fused: boolean) =>
  describe('matrix products', () => {
    // More than one pass in each direction, single rows and columns, and sums of one value.
    test.each([
      [1, 1, 1],
      [5, 3, 9],
      [1, 700, 11],
      [131, 300, 3],
      [9, 600, 270],
      [260, 1, 8],
    ] as const)('%d × %d × %d, with bias and ReLU, either side transposed', (rows, common, columns) => {
      const [a, b, bias] = [drawn([rows, common], 1), drawn([common, columns], 2), drawn([columns], 3)];
      const expected = new Float64Array(rows * columns);
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) {
          let sum = bias[j] ?? 0;
          for (let k = 0; k < common; k++) sum += (a[i * common + k] ?? 0) * (b[k * columns + j] ?? 0);
          expected[i * columns + j] = Math.max(0, sum);
        }
      const [left, right] = [tf.tensor(a, [1, rows, common]), tf.tensor(b, [1, common, columns])];
      const offset = tf.tensor1d(bias);
      const turned = (x: tf.Tensor): tf.Tensor => tf.transpose(x, [0, 2, 1]);
      for (const [transposeA, transposeB] of [
        [false, false],
        [true, false],
        [false, true],
        [true, true],
      ] as const) {
        const inputs = { a: transposeA ? turned(left) : left, b: transposeB ? turned(right) : right, bias: offset };
        const attrs = { transposeA, transposeB, activation: 'relu' };
        const { a: x, b: y } = inputs;
        const found =
          fused || !(transposeA || transposeB)
            ? run(tf._FusedMatMul, inputs, attrs)
            : tf.relu(tf.add(tf.matMul(x, y, transposeA, transposeB), offset));
        expectClose(found, expected);
      }
    });
  });
