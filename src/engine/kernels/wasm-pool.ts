import { backend_util, MaxPoolGrad } from '@tensorflow/tfjs-core';
import { input, padding, pair, shape4 } from './attributes.ts';
import { hostMemory } from './memory.ts';
import { replaceKernel } from './registry.ts';

/**
 * wasm's own MaxPoolGrad takes 0 for the running maximum's start, so windows whose maximum is negative give their
 * gradient to the wrong value. Here the first maximum of each window gets it, as in TensorFlow.
 */
export function patchMaxPoolGrad(): void {
  replaceKernel('wasm', MaxPoolGrad, ({ inputs, backend, attrs }) => {
    const memory = hostMemory(backend);
    const x = input(inputs, 'input');
    const dy = input(inputs, 'dy');
    const info = backend_util.computePool2DInfo(
      shape4(x.shape),
      pair(attrs, 'filterSize'),
      pair(attrs, 'strides'),
      1,
      padding(attrs),
    );
    const out = memory.allocate(x.shape);
    scatterToMaxima(memory.floats(x), memory.floats(dy), memory.floats(out).fill(0), info);
    return out;
  });
}

function scatterToMaxima(
  x: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
  info: ReturnType<typeof backend_util.computePool2DInfo>,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth } = info;
  const { strideHeight, strideWidth, padInfo } = info;
  let output = 0;
  for (let n = 0; n < batchSize; n++) {
    const image = n * inHeight * inWidth * inChannels;
    for (let row = 0; row < outHeight; row++) {
      const top = row * strideHeight - padInfo.top;
      const fromRow = Math.max(0, top);
      const toRow = Math.min(inHeight, top + filterHeight);
      for (let column = 0; column < outWidth; column++) {
        const left = column * strideWidth - padInfo.left;
        const fromColumn = Math.max(0, left);
        const toColumn = Math.min(inWidth, left + filterWidth);
        for (let c = 0; c < inChannels; c++) {
          let best = Number.NEGATIVE_INFINITY;
          let where = -1;
          for (let i = fromRow; i < toRow; i++) {
            let at = image + (i * inWidth + fromColumn) * inChannels + c;
            for (let j = fromColumn; j < toColumn; j++) {
              const value = x[at] ?? 0;
              if (value > best || where < 0) {
                best = value;
                where = at;
              }
              at += inChannels;
            }
          }
          if (where >= 0) dx[where] = (dx[where] ?? 0) + (dy[output] ?? 0);
          output++;
        }
      }
    }
  }
}
