import {
  BatchMatMul,
  backend_util,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { input, numbers, padding, pair, shape4 } from './attributes.ts';
import { type HostMemory, hostMemory } from './memory.ts';
import { callKernel, replaceKernel } from './registry.ts';
import { swapOuterInner } from './transpose.ts';

/**
 * Both gradients of a convolution are convolutions, and XNNPACK's forward one runs at 15 to 30 GFLOP/s on one thread.
 * wasm lacks the filter's gradient and has a scalar loop (2 GFLOP/s) for the input's.
 */
export function patchConvGradients(): void {
  replaceKernel('wasm', Conv2DBackpropInput, ({ inputs, backend, attrs }) => {
    const dy = input(inputs, 'dy');
    const filter = input(inputs, 'filter');
    return inputGradient(backend, dy, filter, geometry(numbers(attrs, 'inputShape'), filter.shape, attrs));
  });
  replaceKernel('wasm', Conv2DBackpropFilter, ({ inputs, backend, attrs }) => {
    const x = input(inputs, 'x');
    const dy = input(inputs, 'dy');
    return filterGradient(backend, x, dy, geometry(x.shape, numbers(attrs, 'filterShape'), attrs));
  });
}

type Geometry = ReturnType<typeof backend_util.computeConv2DInfo>;

const geometry = (x: readonly number[], filter: readonly number[], attrs: Parameters<typeof padding>[0]): Geometry =>
  backend_util.computeConv2DInfo(shape4(x), shape4(filter), pair(attrs, 'strides'), 1, padding(attrs));

const convolve = (
  backend: object,
  x: TensorInfo,
  filter: TensorInfo,
  dilations: [number, number],
  pad: readonly [readonly [number, number], readonly [number, number]],
): TensorInfo =>
  callKernel(
    'wasm',
    Conv2D,
    backend,
    { x, filter },
    {
      strides: [1, 1],
      dilations,
      pad: [[0, 0], [...pad[0]], [...pad[1]], [0, 0]],
      dataFormat: 'NHWC',
    },
  );

/** dx = dy, zeros between its values where the stride skipped, convolved with the filter turned by 180°. */
function inputGradient(backend: object, dy: TensorInfo, filter: TensorInfo, info: Geometry): TensorInfo {
  const memory = hostMemory(backend);
  const { strideHeight, strideWidth, filterHeight, filterWidth, inHeight, inWidth, padInfo } = info;
  const spread = strideHeight === 1 && strideWidth === 1 ? dy : withZerosBetween(memory, dy, strideHeight, strideWidth);
  const turned = turnedFilter(memory, filter);
  const [, rows, columns] = shape4(spread.shape);
  const top = filterHeight - 1 - padInfo.top;
  const left = filterWidth - 1 - padInfo.left;
  const dx = convolve(
    backend,
    spread,
    turned,
    [1, 1],
    [
      [top, inHeight + filterHeight - 1 - rows - top],
      [left, inWidth + filterWidth - 1 - columns - left],
    ],
  );
  memory.release(turned);
  if (spread !== dy) memory.release(spread);
  return dx;
}

/** dW[i, j, c, f] sums x over batch and output positions: a convolution whose batch is c, channels n and filter dy. */
function filterGradient(backend: object, x: TensorInfo, dy: TensorInfo, info: Geometry): TensorInfo {
  if (info.filterHeight === 1 && info.filterWidth === 1) return pointwiseFilterGradient(backend, x, dy, info);
  const memory = hostMemory(backend);
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo } = info;
  const images = memory.allocate([inChannels, inHeight, inWidth, batchSize]);
  const kernel = memory.allocate([outHeight, outWidth, batchSize, outChannels]);
  swapOuterInner(memory.floats(x), memory.floats(images), batchSize, inHeight * inWidth, inChannels);
  batchInside(memory.floats(dy), memory.floats(kernel), batchSize, outHeight * outWidth, outChannels);
  const taps = convolve(
    backend,
    images,
    kernel,
    [info.strideHeight, info.strideWidth],
    [
      [padInfo.top, padInfo.bottom],
      [padInfo.left, padInfo.right],
    ],
  );
  memory.release(images);
  memory.release(kernel);
  const out = memory.allocate([info.filterHeight, info.filterWidth, inChannels, outChannels]);
  tapsOutside(memory, taps, out);
  memory.release(taps);
  return out;
}

/** A 1×1 filter sees one pixel: its gradient is the product of the inputs it met with dy. */
function pointwiseFilterGradient(backend: object, x: TensorInfo, dy: TensorInfo, info: Geometry): TensorInfo {
  const memory = hostMemory(backend);
  const { batchSize, outHeight, outWidth, inChannels, outChannels, strideHeight, strideWidth } = info;
  const pixels = batchSize * outHeight * outWidth;
  const seen = strideHeight === 1 && strideWidth === 1 ? x : everyNth(memory, x, info);
  const a = { dataId: seen.dataId, dtype: x.dtype, shape: [1, pixels, inChannels] };
  const b = { dataId: dy.dataId, dtype: dy.dtype, shape: [1, pixels, outChannels] };
  const out = callKernel('wasm', BatchMatMul, backend, { a, b }, { transposeA: true, transposeB: false });
  if (seen !== x) memory.release(seen);
  return { ...out, shape: [1, 1, inChannels, outChannels] };
}

function everyNth(memory: HostMemory, x: TensorInfo, info: Geometry): TensorInfo {
  const { batchSize, outHeight, outWidth, inHeight, inWidth, inChannels, strideHeight, strideWidth } = info;
  const out = memory.allocate([batchSize, outHeight, outWidth, inChannels]);
  const from = memory.floats(x);
  const to = memory.floats(out);
  let target = 0;
  for (let n = 0; n < batchSize; n++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        const source = ((n * inHeight + row * strideHeight) * inWidth + column * strideWidth) * inChannels;
        to.set(from.subarray(source, source + inChannels), target);
        target += inChannels;
      }
    }
  }
  return out;
}

function withZerosBetween(memory: HostMemory, dy: TensorInfo, strideHeight: number, strideWidth: number): TensorInfo {
  const [batch, rows, columns, channels] = shape4(dy.shape);
  const height = (rows - 1) * strideHeight + 1;
  const width = (columns - 1) * strideWidth + 1;
  const out = memory.allocate([batch, height, width, channels]);
  const from = memory.floats(dy);
  const to = memory.floats(out).fill(0);
  let source = 0;
  for (let n = 0; n < batch; n++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const target = ((n * height + row * strideHeight) * width + column * strideWidth) * channels;
        to.set(from.subarray(source, source + channels), target);
        source += channels;
      }
    }
  }
  return out;
}

/** `[h, w, c, f]` → `[h, w, f, c]`, rows and columns reversed. */
function turnedFilter(memory: HostMemory, filter: TensorInfo): TensorInfo {
  const [height, width, channels, filters] = shape4(filter.shape);
  const out = memory.allocate([height, width, filters, channels]);
  const from = memory.floats(filter);
  const to = memory.floats(out);
  const size = channels * filters;
  const taps = height * width;
  for (let tap = 0; tap < taps; tap++) {
    const target = (taps - 1 - tap) * size;
    swapOuterInner(
      from.subarray(tap * size, tap * size + size),
      to.subarray(target, target + size),
      channels,
      1,
      filters,
    );
  }
  return out;
}

/** `[n, pixels, f]` → `[pixels, n, f]` */
function batchInside(from: Float32Array, to: Float32Array, batch: number, pixels: number, filters: number): void {
  let source = 0;
  for (let n = 0; n < batch; n++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const target = (pixel * batch + n) * filters;
      for (let f = 0; f < filters; f++) to[target + f] = from[source++] ?? 0;
    }
  }
}

/** `[c, h', w', f]` → `[h, w, c, f]`; h' and w' are larger where the stride left a rest at the far edges. */
function tapsOutside(memory: HostMemory, taps: TensorInfo, out: TensorInfo): void {
  const [channels, rows, columns, filters] = shape4(taps.shape);
  const [height, width] = shape4(out.shape);
  const from = memory.floats(taps);
  const to = memory.floats(out);
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        const source = ((c * rows + i) * columns + j) * filters;
        to.set(from.subarray(source, source + filters), ((i * width + j) * channels + c) * filters);
      }
    }
  }
}
