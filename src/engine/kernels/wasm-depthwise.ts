import {
  backend_util,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
} from '@tensorflow/tfjs-core';
import { input, numbers, padding, pair, shape4 } from './attributes.ts';
import { hostMemory } from './memory.ts';
import { replaceKernel } from './registry.ts';

export type DepthwiseGeometry = ReturnType<typeof backend_util.computeConv2DInfo>;

export const depthwiseGeometry = (
  x: readonly number[],
  filter: readonly number[],
  attrs: Parameters<typeof padding>[0],
): DepthwiseGeometry =>
  backend_util.computeConv2DInfo(
    shape4(x),
    shape4(filter),
    pair(attrs, 'strides'),
    pair(attrs, 'dilations'),
    padding(attrs),
    undefined,
    true,
  );

/** Both gradients of the depthwise convolution are missing in wasm. Dilation is honoured. */
export function patchDepthwiseGradients(): void {
  replaceKernel('wasm', DepthwiseConv2dNativeBackpropInput, ({ inputs, backend, attrs }) => {
    const memory = hostMemory(backend);
    const dy = input(inputs, 'dy');
    const filter = input(inputs, 'filter');
    const inputShape = numbers(attrs, 'inputShape');
    const info = depthwiseGeometry(inputShape, filter.shape, attrs);
    const out = memory.allocate(inputShape);
    const dx = memory.floats(out).fill(0);
    const grad = memory.floats(dy);
    const weights = memory.floats(filter);
    const multiplier = info.outChannels / info.inChannels;
    eachMeeting(info, (inputAt, outputAt, tapAt) => {
      for (let c = 0; c < info.inChannels; c++) {
        let sum = 0;
        for (let m = 0; m < multiplier; m++) {
          const k = c * multiplier + m;
          sum += (grad[outputAt + k] ?? 0) * (weights[tapAt + k] ?? 0);
        }
        dx[inputAt + c] = (dx[inputAt + c] ?? 0) + sum;
      }
    });
    return out;
  });
  replaceKernel('wasm', DepthwiseConv2dNativeBackpropFilter, ({ inputs, backend, attrs }) => {
    const memory = hostMemory(backend);
    const x = input(inputs, 'x');
    const dy = input(inputs, 'dy');
    const filterShape = numbers(attrs, 'filterShape');
    const info = depthwiseGeometry(x.shape, filterShape, attrs);
    const out = memory.allocate(filterShape);
    const dw = memory.floats(out).fill(0);
    const grad = memory.floats(dy);
    const values = memory.floats(x);
    const multiplier = info.outChannels / info.inChannels;
    eachMeeting(info, (inputAt, outputAt, tapAt) => {
      for (let c = 0; c < info.inChannels; c++) {
        const value = values[inputAt + c] ?? 0;
        for (let m = 0; m < multiplier; m++) {
          const k = c * multiplier + m;
          dw[tapAt + k] = (dw[tapAt + k] ?? 0) + value * (grad[outputAt + k] ?? 0);
        }
      }
    });
    return out;
  });
}

/** Calls `visit` with the offsets of an input pixel, an output pixel and the filter tap through which they meet. */
function eachMeeting(info: DepthwiseGeometry, visit: (inputAt: number, outputAt: number, tapAt: number) => void): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo } = info;
  for (let n = 0; n < batchSize; n++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        const outputAt = ((n * outHeight + row) * outWidth + column) * outChannels;
        for (let i = 0; i < info.filterHeight; i++) {
          const y = row * info.strideHeight + i * info.dilationHeight - padInfo.top;
          if (y < 0 || y >= inHeight) continue;
          for (let j = 0; j < info.filterWidth; j++) {
            const x = column * info.strideWidth + j * info.dilationWidth - padInfo.left;
            if (x < 0 || x >= inWidth) continue;
            visit(((n * inHeight + y) * inWidth + x) * inChannels, outputAt, (i * info.filterWidth + j) * outChannels);
          }
        }
      }
    }
  }
}
