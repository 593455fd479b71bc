import { Sum, util } from '@tensorflow/tfjs-core';
import { input } from '../attributes.ts';
import { reluGradient } from '../names.ts';
import { replaceKernel, stockKernel } from '../registry.ts';
import { shareValues } from './crew.ts';
import type { Machine } from './machine.ts';

/** Sums over leading axes (bias gradients, batch statistics): tfjs's own transposes the whole tensor first. */
export function installSums({ run, crew, address, allocate, scratch }: Machine): void {
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
    // Stretches of a fixed length, whatever the threads are: the sum is the same for any number of them.
    const stretches = Math.ceil(rows / stretch);
    const [sums = 0] = scratch(stretches * columns * 8);
    const from = address(x);
    crew.share(stretches, rows * columns, (lane, first, end) => {
      for (let i = first; i < end; i++) {
        const count = Math.min(stretch, rows - i * stretch);
        lane.sumRows(from + i * stretch * columns * 4, count, columns, sums + i * columns * 8);
      }
    });
    run.addSums(sums, stretches, columns, address(out));
    return out;
  });
}

/** Rows whose sums are added up by themselves. */
const stretch = 4096;

export function installReluGradient({ crew, address, allocate }: Machine): void {
  replaceKernel('wasm', reluGradient, ({ inputs }) => {
    const [dy, y] = [input(inputs, 'dy'), input(inputs, 'y')];
    const out = allocate(dy.shape);
    const [given, seen, to] = [address(dy), address(y), address(out)];
    const count = util.sizeFromShape(dy.shape);
    shareValues(crew, count, 1, (lane, from, values) =>
      lane.reluGradient(given + from * 4, seen + from * 4, to + from * 4, values),
    );
    return out;
  });
}

const axesOf = (axis: unknown, shape: readonly number[]): number[] => {
  const all = shape.map((_, i) => i);
  const list = axis === undefined || axis === null ? all : (Array.isArray(axis) ? axis : [axis]).map(Number);
  return list.map((entry) => (entry < 0 ? entry + shape.length : entry)).sort((a, b) => a - b);
};
