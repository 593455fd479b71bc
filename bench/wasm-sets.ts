import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { installPortableKernels } from '../src/engine/kernels/install.ts';
import { callKernel, replaceKernel, stockKernel } from '../src/engine/kernels/registry.ts';
import { installCompiledKernels } from '../src/engine/kernels/wasm/install.ts';
import { nodePlatform } from '../src/engine/testing/backends.ts';

/** All kernels of the wasm backend, by name. */
export type KernelSet = ReadonlyMap<string, tf.KernelFunc>;

export interface KernelSets {
  /** tfjs 4.22's own and the two gradients of convolution that training needs, composed of its other kernels. */
  readonly naive: KernelSet;
  /** What Stride runs where SIMD is missing: tfjs's kernels put to better use, and loops in JavaScript. */
  readonly portable: KernelSet;
  /** What Stride runs. */
  readonly compiled: KernelSet;
}

/** Starts tfjs's wasm backend in this thread and takes down its kernels at each stage of what Stride does to them. */
export async function kernelSets(): Promise<KernelSets> {
  tf.enableProdMode();
  const { wasmPaths } = nodePlatform;
  if (typeof wasmPaths !== 'string') throw new Error('in Node the binaries lie in one folder');
  setWasmPaths(wasmPaths);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs-backend-wasm does not start');
  const stock = current();
  patchNaively();
  const naive = current();
  use(stock);
  installPortableKernels();
  const portable = current();
  await installCompiledKernels();
  return { naive, portable, compiled: current() };
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

/**
 * The gradient of a filter as a convolution of the transposed images with the transposed gradient, as one writes it in a
 * few lines where the kernel is missing. Max pooling's own gradient, wrong where all of a window is negative, stays.
 */
function patchNaively(): void {
  replaceKernel('wasm', tf.Conv2DBackpropFilter, ({ inputs, backend, attrs }) => {
    const { x, dy } = inputs;
    if (x === undefined || dy === undefined || attrs === undefined) throw new Error('x, dy and attrs are needed');
    const filterShape = four(attrs.filterShape);
    const strides = [attrs.strides].flat().map(Number);
    const [down = 1, across = 1] = strides;
    const pad = attrs.pad === 'same' ? 'same' : 'valid';
    const info = tf.backend_util.computeConv2DInfo(four(x.shape), filterShape, [down, across], 1, pad);
    const turned = (info_: tf.TensorInfo, perm: number[]): tf.TensorInfo =>
      callKernel('wasm', tf.Transpose, backend, { x: info_ }, { perm });
    const images = turned(x, [3, 1, 2, 0]);
    const filter = turned(dy, [1, 2, 0, 3]);
    const { top, bottom, left, right } = info.padInfo;
    const convolution = {
      strides: [1, 1],
      dilations: strides,
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
    if (out.shape.join() !== filterShape.join()) throw new Error('only windows that end at the edge');
    for (const { dataId } of [images, filter, taps])
      if (backend instanceof tf.KernelBackend) backend.disposeData(dataId);
    return out;
  });
}

function four(shape: unknown): [number, number, number, number] {
  const [a = 1, b = 1, c = 1, d = 1] = Array.isArray(shape) ? shape.map(Number) : [];
  return [a, b, c, d];
}
