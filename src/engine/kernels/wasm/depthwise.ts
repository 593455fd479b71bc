import { DepthwiseConv2dNativeBackpropFilter, DepthwiseConv2dNativeBackpropInput } from '@tensorflow/tfjs-core';
import { input, numbers } from '../attributes.ts';
import { replaceKernel } from '../registry.ts';
import { type DepthwiseGeometry, depthwiseGeometry } from '../wasm-depthwise.ts';
import type { Machine } from './machine.ts';

/** Both gradients of the depthwise convolution, dilated or not. Forward, tfjs's own is 1.5 times as fast as ours was. */
export function installDepthwiseGradients({ run, crew, address, allocate, clear }: Machine): void {
  replaceKernel('wasm', DepthwiseConv2dNativeBackpropInput, ({ inputs, attrs }) => {
    const [dy, filter] = [input(inputs, 'dy'), input(inputs, 'filter')];
    const shape = numbers(attrs, 'inputShape');
    const info = depthwiseGeometry(shape, filter.shape, attrs);
    const out = allocate(shape);
    clear(out);
    const [from, to, weights] = [address(out), address(dy), address(filter)];
    const { batchSize, outHeight, outWidth, outChannels, filterHeight, filterWidth } = info;
    const work = batchSize * outHeight * outWidth * outChannels * filterHeight * filterWidth;
    crew.share(batchSize, work, (lane, first, end) =>
      eachImage(info, from, to, [first, end], (image, output) =>
        lane.depthwiseInputGradient(image, ...seen(info, weights), output, outHeight, outWidth),
      ),
    );
    return out;
  });
  replaceKernel('wasm', DepthwiseConv2dNativeBackpropFilter, ({ inputs, attrs }) => {
    const [x, dy] = [input(inputs, 'x'), input(inputs, 'dy')];
    const shape = numbers(attrs, 'filterShape');
    const info = depthwiseGeometry(x.shape, shape, attrs);
    const out = allocate(shape);
    clear(out);
    const [from, to, gradient] = [address(x), address(dy), address(out)];
    // All images add to the same sums, in their order.
    eachImage(info, from, to, [0, info.batchSize], (image, output) =>
      run.depthwiseFilterGradient(image, ...seen(info, gradient), output, info.outHeight, info.outWidth),
    );
    return out;
  });
}

/** What both routines take between the image and the output. */
const seen = (info: DepthwiseGeometry, filter: number): number[] => [
  info.inHeight,
  info.inWidth,
  info.inChannels,
  info.outChannels / info.inChannels,
  filter,
  info.filterHeight,
  info.filterWidth,
  info.strideHeight,
  info.strideWidth,
  info.dilationHeight,
  info.dilationWidth,
  info.padInfo.top,
  info.padInfo.left,
];

/** Calls with where each image of a range, and its output, begin. */
function eachImage(
  { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels }: DepthwiseGeometry,
  images: number,
  outputs: number,
  [first, end]: readonly [number, number],
  visit: (image: number, output: number) => void,
): void {
  for (let n = first; n < end; n++) {
    visit(images + n * inHeight * inWidth * inChannels * 4, outputs + n * outHeight * outWidth * outChannels * 4);
  }
}
