import { Sum, util } from '@tensorflow/tfjs-core';
import { input } from '../attributes.ts';
import { reluGradient } from '../names.ts';
import { replaceKernel, stockKernel } from '../registry.ts';
import type { Machine } from './machine.ts';

/** Sums over leading axes (bias gradients, batch statistics): tfjs's own transposes the whole tensor first. */
export function installSums({ run, address, allocate, scratch }: Machine): void {
  const stock = stockKernel('wasm', Sum);
  if (stock === null) throw new Error('tfjs-backend-wasm has no Sum');
  replaceKernel('wasm', Sum, (call) => {
    const x = input(call.inputs, 'x');
    const axes = axesOf(call.attrs?.axis, x.shape);
    const leading = axes.length > 0 && axes.length < x.shape.length && axes.every((axis, i) => axis === i);
    if (!leading || x.dtype !== 'float32') return stock(call);
    const kept = x.shape.slice(axes.length);
    const rows = util.sizeFromShape(x.shape.slice(0, axes.length));
    const columns = util.sizeFromShape(kept);
    const out = allocate(call.attrs?.keepDims === true ? [...axes.map(() => 1), ...kept] : kept);
    const [sums = 0] = scratch(columns * 8);
    run.sumRows(address(x), rows, columns, address(out), sums);
    return out;
  });
}

export function installReluGradient({ run, address, allocate }: Machine): void {
  replaceKernel('wasm', reluGradient, ({ inputs }) => {
    const [dy, y] = [input(inputs, 'dy'), input(inputs, 'y')];
    const out = allocate(dy.shape);
    run.reluGradient(address(dy), address(y), address(out), util.sizeFromShape(dy.shape));
    return out;
  });
}

const axesOf = (axis: unknown, shape: readonly number[]): number[] => {
  const all = shape.map((_, i) => i);
  const list = axis === undefined || axis === null ? all : (Array.isArray(axis) ? axis : [axis]).map(Number);
  return list.map((entry) => (entry < 0 ? entry + shape.length : entry)).sort((a, b) => a - b);
};
