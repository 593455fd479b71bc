import { Sum, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { input, number } from '../attributes.ts';
import { reluGradient, seededDropout, softmaxLoss, softmaxLossGradient } from '../names.ts';
import { replaceKernel, stockKernel } from '../registry.ts';
import type { GpuMachine, Indexed } from './program.ts';

const top = `
  int first = row * units;
  float top = atZ(first);
  for (int k = 1; k < units; k++) { top = max(top, atZ(first + k)); }
  float total = 0.0;`;

const lossOfRow: Indexed = {
  inputs: ['z', 'targets'],
  numbers: { units: 'int' },
  code: `
    int row = index;
    ${top}
    float hit = 0.0;
    for (int k = 0; k < units; k++) {
      float above = atZ(first + k) - top;
      total += exp(above);
      hit += above * atTargets(first + k);
    }
    answer = log(total) - hit;`,
};

const gradientOfLogit: Indexed = {
  inputs: ['z', 'targets', 'dy'],
  numbers: { units: 'int' },
  code: `
    int row = index / units;
    ${top}
    for (int k = 0; k < units; k++) { total += exp(atZ(first + k) - top); }
    answer = (exp(atZ(index) - top) / total - atTargets(index)) * atDy(row);`,
};

/** Kernels of the softmax's loss: `[rows, units]` logits and targets to a loss a row, and back. */
export function installGpuSoftmaxLoss({ backendName, indexed }: GpuMachine): void {
  replaceKernel(backendName, softmaxLoss, ({ inputs }) => {
    const [z, targets] = [input(inputs, 'z'), input(inputs, 'targets')];
    const [rows = 1, units = 1] = z.shape;
    return indexed(lossOfRow, [z, targets], [units], [rows]);
  });
  replaceKernel(backendName, softmaxLossGradient, ({ inputs }) => {
    const given = ['z', 'targets', 'dy'].map((name) => input(inputs, name));
    const { shape } = input(inputs, 'z');
    return indexed(gradientOfLogit, given, [shape[1] ?? 1], shape);
  });
}

/** The hash of `dropValues` in kernels/dropout.ts, bit for bit: a mask is the same on every backend. */
const dropped: Indexed = {
  inputs: ['x'],
  numbers: { seed: 'int', threshold: 'int', scale: 'float' },
  code: `
    uint h = uint(seed) ^ (uint(index) * 0x9e3779b1u);
    h = (h ^ (h >> 16u)) * 0x85ebca6bu;
    h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
    h = h ^ (h >> 16u);
    if (h >= uint(threshold)) { answer = atX(index) * scale; }`,
};

export function installGpuDropout({ backendName, indexed }: GpuMachine): void {
  replaceKernel(backendName, seededDropout, ({ inputs, attrs }) => {
    const x = input(inputs, 'x');
    const rate = number(attrs, 'rate');
    const numbers = [number(attrs, 'seed') | 0, Math.floor(rate * 2 ** 32) | 0, 1 / (1 - rate)];
    return indexed(dropped, [x], numbers, x.shape);
  });
}

export function installGpuReluGradient({ backendName, pointwise }: GpuMachine): void {
  replaceKernel(backendName, reluGradient, ({ inputs }) => {
    const given = [input(inputs, 'dy'), input(inputs, 'y')];
    return pointwise({ inputs: ['dy', 'y'], numbers: {}, formula: 'dy * sign(y)' }, given, []);
  });
}

/** Σ over at most `stretch` rows, from `index / columns` stretches on. */
const sumOfRows: Indexed = {
  inputs: ['x'],
  numbers: { rows: 'int', columns: 'int', stretch: 'int' },
  code: `
    int part = index / columns;
    int column = index - part * columns;
    int last = min(rows, (part + 1) * stretch);
    for (int row = part * stretch; row < last; row++) { answer += atX(row * columns + column); }`,
};

/** Rows that one thread adds up without help. */
const fewRows = 64;

/** Sums over leading axes (bias gradients, batch statistics): tfjs's own transposes the whole tensor first. */
export function installGpuSums({ backendName, indexed, release }: GpuMachine): void {
  const stock = stockKernel(backendName, Sum);
  if (stock === null) throw new Error(`${backendName} has no Sum`);
  replaceKernel(backendName, Sum, (call) => {
    const x = input(call.inputs, 'x');
    const axes = util.parseAxisParam(axisOf(call.attrs?.axis, x.shape), x.shape).sort((a, b) => a - b);
    const leading = axes.length > 0 && axes.length < x.shape.length && axes.every((axis, i) => axis === i);
    const rows = util.sizeFromShape(x.shape.slice(0, axes.length));
    if (!leading || x.dtype !== 'float32' || rows === 0) return stock(call);
    const kept = x.shape.slice(axes.length);
    const shape = call.attrs?.keepDims === true ? [...axes.map(() => 1), ...kept] : kept;
    const columns = util.sizeFromShape(kept);
    const add = (from: TensorInfo, count: number, stretch: number, to: readonly number[]): TensorInfo =>
      indexed(sumOfRows, [from], [count, columns, stretch], to);
    if (rows <= fewRows) return add(x, rows, rows, shape);
    // In two steps, so that many threads have something to do.
    const stretch = Math.ceil(Math.sqrt(rows));
    const parts = Math.ceil(rows / stretch);
    const partial = add(x, rows, stretch, [parts, columns]);
    const sums = add(partial, parts, parts, shape);
    release(partial);
    return sums;
  });
}

const axisOf = (axis: unknown, shape: readonly number[]): number[] =>
  axis === undefined || axis === null ? shape.map((_, i) => i) : [axis].flat().map(Number);
