import { AvgPoolGrad, backend_util, MaxPoolGrad, type TensorInfo } from '@tensorflow/tfjs-core';
import { input, padding, pair, shape4 } from '../attributes.ts';
import { replaceKernel } from '../registry.ts';
import type { Machine } from './machine.ts';

/**
 * Gradients of pooling. tfjs's own of MaxPool takes 0 for the running maximum's start, so that windows whose maximum is
 * negative give their gradient to the wrong value.
 */
export function installPoolGradients({ crew, address, allocate }: Machine): void {
  for (const kernel of [MaxPoolGrad, AvgPoolGrad]) {
    replaceKernel('wasm', kernel, ({ inputs, attrs }): TensorInfo => {
      const [x, dy] = [input(inputs, 'input'), input(inputs, 'dy')];
      const info = backend_util.computePool2DInfo(
        shape4(x.shape),
        pair(attrs, 'filterSize'),
        pair(attrs, 'strides'),
        1,
        padding(attrs),
      );
      const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = info;
      const out = allocate(x.shape);
      const [from, by, to] = [address(x), address(dy), address(out)];
      const window = [info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth] as const;
      const geometry = [inHeight, inWidth, inChannels, outHeight, outWidth, ...window, padInfo.top, padInfo.left];
      const size = inHeight * inWidth * inChannels;
      crew.share(batchSize, 4 * batchSize * size, (lane, first, end) => {
        lane.clear(to + first * size * 4, (end - first) * size * 4);
        for (let n = first; n < end; n++) {
          const [image, given] = [n * size * 4, by + n * outHeight * outWidth * inChannels * 4];
          if (kernel === MaxPoolGrad) lane.maxPoolGradient(from + image, given, to + image, ...geometry);
          else lane.avgPoolGradient(given, to + image, ...geometry);
        }
      });
      return out;
    });
  }
}
