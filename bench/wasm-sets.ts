import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { Platform } from '../src/engine/backends/backend.ts';
import { installPortableKernels } from '../src/engine/kernels/install.ts';
import { hostMemory } from '../src/engine/kernels/memory.ts';
import { callKernel, replaceKernel, stockKernel } from '../src/engine/kernels/registry.ts';
import { installCompiledKernels } from '../src/engine/kernels/wasm/install.ts';
import { patchDepthwiseGradients } from '../src/engine/kernels/wasm-depthwise.ts';
import { patchMaxPoolGrad } from '../src/engine/kernels/wasm-pool.ts';

/** All kernels of the wasm backend, by name. */
export type KernelSet = ReadonlyMap<string, tf.KernelFunc>;

export interface KernelSets {
  /** tfjs 4.22's own, the one that is missing and the one that is wrong written as plain loops in JavaScript. */
  readonly loops: KernelSet;
  /** tfjs 4.22's own, the one that is missing composed of its others, the wrong one left as it is. */
  readonly composed: KernelSet;
  /** What Stride runs where SIMD is missing: tfjs's kernels put to better use, and loops in JavaScript. */
  readonly portable: KernelSet;
  /** What Stride runs. */
  readonly compiled: KernelSet;
}

/** Starts tfjs's wasm backend in this thread and takes down its kernels at each stage of what Stride does to them. */
export async function kernelSets({
  wasmPaths,
  startCrew,
}: Pick<Platform, 'wasmPaths' | 'startCrew'>): Promise<KernelSets> {
  tf.enableProdMode();
  setThreadsCount(1);
  setWasmPaths(typeof wasmPaths === 'string' ? wasmPaths : { ...wasmPaths });
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs-backend-wasm does not start');
  const stock = current();
  // Nothing of tfjs's comes near those: missing, they are loops in either set.
  patchDepthwiseGradients();
  composeFilterGradient();
  const composed = current();
  loopFilterGradient();
  patchMaxPoolGrad();
  const loops = current();
  use(stock);
  installPortableKernels();
  const portable = current();
  await installCompiledKernels(startCrew);
  return { loops, composed, portable, compiled: current() };
}

const current = (): KernelSet =>
  new Map(tf.getKernelsForBackend('wasm').map(({ kernelName, kernelFunc }) => [kernelName, kernelFunc]));

/** From now on the backend has these kernels and no others. */
export function use(set: KernelSet): void {
  for (const { kernelName } of tf.getKernelsForBackend('wasm'))
    if (!set.has(kernelName)) tf.unregisterKernel(kernelName, 'wasm');
  for (const [name, kernelFunc] of set)
    if (stockKernel('wasm', name) !== kernelFunc) replaceKernel('wasm', name, kernelFunc);
}

/** The gradient of a filter as a convolution of the transposed images with the transposed gradient. */
function composeFilterGradient(): void {
  replaceKernel('wasm', tf.Conv2DBackpropFilter, ({ inputs, backend, attrs }) => {
    const { x, dy } = inputs;
    if (x === undefined || dy === undefined || attrs === undefined) throw new Error('x, dy and attrs are needed');
    const info = geometryOf(x, attrs);
    const { filterHeight, filterWidth } = info;
    const turned = (info_: tf.TensorInfo, perm: number[]): tf.TensorInfo =>
      callKernel('wasm', tf.Transpose, backend, { x: info_ }, { perm });
    const images = turned(x, [3, 1, 2, 0]);
    const filter = turned(dy, [1, 2, 0, 3]);
    const { top, bottom, left, right } = info.padInfo;
    const convolution = {
      strides: [1, 1],
      dilations: [info.strideHeight, info.strideWidth],
      pad: [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ],
      dataFormat: 'NHWC',
    };
    const taps = callKernel('wasm', tf.Conv2D, backend, { x: images, filter }, convolution);
    const out = turned(taps, [1, 2, 0, 3]);
    if (out.shape[0] !== filterHeight || out.shape[1] !== filterWidth)
      throw new Error('only windows that end at the edge');
    for (const { dataId } of [images, filter, taps])
      if (backend instanceof tf.KernelBackend) backend.disposeData(dataId);
    return out;
  });
}

/** The gradient of a filter by its definition, the filters innermost, where they lie together. */
function loopFilterGradient(): void {
  replaceKernel('wasm', tf.Conv2DBackpropFilter, ({ inputs, backend, attrs }) => {
    const memory = hostMemory(backend);
    const { x, dy } = inputs;
    if (x === undefined || dy === undefined || attrs === undefined) throw new Error('x, dy and attrs are needed');
    const info = geometryOf(x, attrs);
    const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = info;
    const out = memory.allocate([filterHeight, filterWidth, inChannels, outChannels]);
    const [values, gradient, to] = [memory.floats(x), memory.floats(dy), memory.floats(out).fill(0)];
    for (let n = 0; n < info.batchSize; n++)
      for (let row = 0; row < outHeight; row++)
        for (let column = 0; column < outWidth; column++)
          for (let i = 0; i < filterHeight; i++)
            for (let j = 0; j < filterWidth; j++) {
              const down = row * info.strideHeight + i - info.padInfo.top;
              const across = column * info.strideWidth + j - info.padInfo.left;
              if (down < 0 || down >= inHeight || across < 0 || across >= inWidth) continue;
              const by = ((n * outHeight + row) * outWidth + column) * outChannels;
              for (let c = 0; c < inChannels; c++) {
                const value = values[((n * inHeight + down) * inWidth + across) * inChannels + c] ?? 0;
                const at = ((i * filterWidth + j) * inChannels + c) * outChannels;
                for (let f = 0; f < outChannels; f++) to[at + f] = (to[at + f] ?? 0) + value * (gradient[by + f] ?? 0);
              }
            }
    return out;
  });
}

function geometryOf(x: tf.TensorInfo, attrs: tf.NamedAttrMap): ReturnType<typeof tf.backend_util.computeConv2DInfo> {
  const [down = 1, across = 1] = [attrs.strides].flat().map(Number);
  const pad = attrs.pad === 'same' ? 'same' : 'valid';
  return tf.backend_util.computeConv2DInfo(four(x.shape), four(attrs.filterShape), [down, across], 1, pad);
}

function four(shape: unknown): [number, number, number, number] {
  const [a = 1, b = 1, c = 1, d = 1] = Array.isArray(shape) ? shape.map(Number) : [];
  return [a, b, c, d];
}
