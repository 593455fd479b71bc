import {
  backend_util,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  FusedConv2D,
  type NamedAttrMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { input, numbers, padding, pair, shape4 } from '../attributes.ts';
import { replaceKernel, stockKernel } from '../registry.ts';
import type { Machine } from './machine.ts';
import { multiplyOne } from './products.ts';
import type { Routines } from './routines.ts';

type Geometry = ReturnType<typeof backend_util.computeConv2DInfo>;

const geometryOf = (x: readonly number[], filter: readonly number[], attrs: NamedAttrMap | undefined): Geometry =>
  backend_util.computeConv2DInfo(shape4(x), shape4(filter), pair(attrs, 'strides'), 1, padding(attrs));

/** Convolution and both its gradients. Dilated ones are left to tfjs. */
export function installConvolutions(machine: Machine): void {
  for (const kernel of [Conv2D, FusedConv2D]) {
    const stock = stockKernel('wasm', kernel);
    if (stock === null) throw new Error(`tfjs-backend-wasm has no ${kernel}`);
    replaceKernel('wasm', kernel, (call) => {
      const { inputs, attrs } = call;
      const activation = attrs?.activation ?? 'linear';
      const dilated = pair(attrs, 'dilations').some((n) => n !== 1);
      const other = attrs?.dataFormat === 'NCHW' || (activation !== 'linear' && activation !== 'relu');
      const [x, filter, bias] = [input(inputs, 'x'), input(inputs, 'filter'), inputs.bias];
      const floats = x.dtype === 'float32' && filter.dtype === 'float32';
      if (dilated || other || !floats || inputs.preluActivationWeights !== undefined) return stock(call);
      return convolve(machine, x, filter, bias, geometryOf(x.shape, filter.shape, attrs), activation === 'relu');
    });
  }
  replaceKernel('wasm', Conv2DBackpropInput, ({ inputs, attrs }) => {
    const [dy, filter] = [input(inputs, 'dy'), input(inputs, 'filter')];
    return inputGradient(machine, dy, filter, geometryOf(numbers(attrs, 'inputShape'), filter.shape, attrs));
  });
  replaceKernel('wasm', Conv2DBackpropFilter, ({ inputs, attrs }) => {
    const [x, dy] = [input(inputs, 'x'), input(inputs, 'dy')];
    return filterGradient(machine, x, dy, geometryOf(x.shape, numbers(attrs, 'filterShape'), attrs));
  });
}

/** One cell, each pixel seen once: the convolution is one matrix product over the pixels of all images. */
const isProduct = (info: Geometry): boolean =>
  info.filterHeight === 1 &&
  info.filterWidth === 1 &&
  info.strideHeight === 1 &&
  info.strideWidth === 1 &&
  info.outHeight === info.inHeight &&
  info.outWidth === info.inWidth;

/** Sizes of what is seen of an image, its padding included. */
interface Frame {
  readonly height: number;
  readonly width: number;
  /** Where the image itself begins in it. */
  readonly top: number;
  readonly left: number;
  readonly bytes: number;
}

/** What the filter sees. Rows and columns that it does not reach are cut off. */
function frameOf(info: Geometry): Frame {
  const height = (info.outHeight - 1) * info.strideHeight + info.filterHeight;
  const width = (info.outWidth - 1) * info.strideWidth + info.filterWidth;
  const { top, left } = info.padInfo;
  return { height, width, top, left, bytes: height * width * info.inChannels * 4 };
}

/** No image needs a frame where nothing is padded; what lies beyond the last window is then not read. */
const isFramed = (info: Geometry, frame: Frame): boolean =>
  frame.top > 0 || frame.left > 0 || frame.height > info.inHeight || frame.width > info.inWidth;

function convolve(
  machine: Machine,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | undefined,
  info: Geometry,
  relu: boolean,
): TensorInfo {
  const { run, crew, address, allocate, scratch } = machine;
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const out = allocate([batchSize, outHeight, outWidth, outChannels]);
  const [from, to, weights] = [address(x), address(out), address(filter)];
  const [offset, last] = [bias === undefined ? 0 : address(bias), relu ? 1 : 0];
  const filterRow = outChannels * 4;
  if (isProduct(info)) {
    const size = { rows: batchSize * outHeight * outWidth, common: inChannels, columns: outChannels };
    const sides = { left: from, leftSteps: [inChannels * 4, 4], right: weights, rightSteps: [filterRow, 4] } as const;
    multiplyOne(machine, { ...size, ...sides, to, bias: offset, relu });
    return out;
  }
  const frame = frameOf(info);
  const framed = isFramed(info, frame);
  const taps = info.filterHeight * info.filterWidth * inChannels;
  const frames = Array.from({ length: crew.lanes }, () => (framed ? frame.bytes : 0));
  const [packed = 0, ...spaces] = scratch(run.filterScratch(taps, outChannels), ...frames);
  run.packFilter(weights, taps, outChannels, packed);
  const work = batchSize * outHeight * outWidth * outChannels * taps;
  crew.share(batchSize, work, (lane, first, end, number) => {
    const padded = spaces[number] ?? 0;
    if (framed) lane.clear(padded, frame.bytes);
    for (let n = first; n < end; n++) {
      const image = from + n * inHeight * inWidth * inChannels * 4;
      if (framed) placeInto(lane, frame, padded, image, [inHeight, inWidth, inChannels], 1, 1);
      lane.convolveImage(
        framed ? padded : image,
        framed ? frame.width : inWidth,
        inChannels,
        packed,
        info.filterHeight,
        info.filterWidth,
        info.strideHeight,
        info.strideWidth,
        to + n * outHeight * outWidth * filterRow,
        outHeight,
        outWidth,
        outChannels,
        offset,
        last,
      );
    }
  });
  return out;
}

function placeInto(
  run: Routines,
  { height, width, top, left }: Frame,
  to: number,
  image: number,
  [rows, columns, channels]: readonly [number, number, number],
  down: number,
  across: number,
): void {
  run.place(image, rows, columns, channels, to, height, width, top, left, down, across);
}

/** dx = dy, zeros between its values where the stride skipped, convolved with the filter turned by 180°. */
function inputGradient(machine: Machine, dy: TensorInfo, filter: TensorInfo, info: Geometry): TensorInfo {
  const { run, crew, address, allocate, scratch } = machine;
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } =
    info;
  const out = allocate([batchSize, inHeight, inWidth, inChannels]);
  const [from, to, weights] = [address(dy), address(out), address(filter)];
  if (isProduct(info)) {
    const row = outChannels * 4;
    const size = { rows: batchSize * outHeight * outWidth, common: outChannels, columns: inChannels };
    const sides = { left: from, leftSteps: [row, 4], right: weights, rightSteps: [4, row] } as const;
    multiplyOne(machine, { ...size, ...sides, to, bias: 0, relu: false });
    return out;
  }
  const height = inHeight + filterHeight - 1;
  const width = inWidth + filterWidth - 1;
  const [top, left] = [filterHeight - 1 - info.padInfo.top, filterWidth - 1 - info.padInfo.left];
  const frame = { height, width, top, left, bytes: height * width * outChannels * 4 };
  const cells = filterHeight * filterWidth;
  const frames = Array.from({ length: crew.lanes }, () => frame.bytes);
  const [packed = 0, ...spaces] = scratch(run.filterScratch(cells * outChannels, inChannels), ...frames);
  run.packTurnedFilter(weights, cells, inChannels, outChannels, packed);
  const size = [outHeight, outWidth, outChannels] as const;
  const work = batchSize * inHeight * inWidth * inChannels * cells * outChannels;
  crew.share(batchSize, work, (lane, first, end, number) => {
    const spread = spaces[number] ?? 0;
    lane.clear(spread, frame.bytes);
    for (let n = first; n < end; n++) {
      const gradient = from + n * outHeight * outWidth * outChannels * 4;
      placeInto(lane, frame, spread, gradient, size, info.strideHeight, info.strideWidth);
      const image = to + n * inHeight * inWidth * inChannels * 4;
      const shape = [image, inHeight, inWidth, inChannels] as const;
      lane.convolveImage(spread, width, outChannels, packed, filterHeight, filterWidth, 1, 1, ...shape, 0, 0);
    }
  });
  return out;
}

function filterGradient(machine: Machine, x: TensorInfo, dy: TensorInfo, info: Geometry): TensorInfo {
  const { run, crew, address, allocate, scratch } = machine;
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } =
    info;
  const out = allocate([filterHeight, filterWidth, inChannels, outChannels]);
  const [from, by, to] = [address(x), address(dy), address(out)];
  if (isProduct(info)) {
    const size = { rows: inChannels, common: batchSize * outHeight * outWidth, columns: outChannels };
    const sides = { left: from, leftSteps: [4, inChannels * 4], right: by, rightSteps: [outChannels * 4, 4] } as const;
    multiplyOne(machine, { ...size, ...sides, to, bias: 0, relu: false });
    return out;
  }
  const frame = frameOf(info);
  const framed = isFramed(info, frame);
  const width = framed ? frame.width : inWidth;
  const needed = run.gradientScratch(outWidth, width, inChannels, outChannels);
  const pieces = Array.from({ length: crew.lanes }, () => [needed, framed ? frame.bytes : 0]);
  const spaces = scratch(...pieces.flat());
  const taps = filterWidth * inChannels;
  const work = batchSize * outHeight * outWidth * outChannels * filterHeight * taps;
  // By parts of the filter, each over all images: sums of parts of the images would depend on how many threads there are.
  crew.share(filterHeight * Math.ceil(taps / 4), work, (lane, first, end, number) => {
    const [space = 0, padded = 0] = spaces.slice(2 * number);
    if (framed) lane.clear(padded, frame.bytes);
    for (let n = 0; n < batchSize; n++) {
      const image = from + n * inHeight * inWidth * inChannels * 4;
      if (framed) placeInto(lane, frame, padded, image, [inHeight, inWidth, inChannels], 1, 1);
      lane.filterGradientOfImage(
        framed ? padded : image,
        width,
        inChannels,
        by + n * outHeight * outWidth * outChannels * 4,
        outHeight,
        outWidth,
        outChannels,
        filterWidth,
        info.strideHeight,
        info.strideWidth,
        to,
        n === 0 ? 0 : 1,
        first,
        end,
        space,
      );
    }
  });
  return out;
}
