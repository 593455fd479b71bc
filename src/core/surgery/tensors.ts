import { type Shape, shapeSize } from '../math/shape.ts';
import type { Channels } from './channels.ts';

interface Values {
  readonly shape: Shape;
  readonly values: Float32Array;
}

/** The last two axes taken anew: row `i` from row `rows[i]` times `share[i]`, column `j` from column `columns[j]`. */
export function takeMatrix(
  { shape, values }: Values,
  rows: readonly number[],
  columns: readonly number[],
  share: (row: number, column: number) => number,
): Float32Array {
  const [height = 1, width = 1] = shape.slice(-2);
  const outer = shapeSize(shape.slice(0, -2));
  const taken = new Float32Array(outer * rows.length * columns.length);
  let to = 0;
  for (let block = 0; block < outer; block++) {
    for (const [i, row] of rows.entries()) {
      const from = (block * height + row) * width;
      for (const [j, column] of columns.entries()) taken[to++] = (values[from + column] ?? 0) * share(i, j);
    }
  }
  return taken;
}

/** The last axis taken anew. */
export const takeLast = ({ shape, values }: Values, { sources }: Channels): Float32Array =>
  takeMatrix({ shape: [shapeSize(shape.slice(0, -1)), shape.at(-1) ?? 1], values }, rowsOf(shape), sources, () => 1);

const rowsOf = (shape: Shape): readonly number[] =>
  Array.from({ length: shapeSize(shape.slice(0, -1)) }, (_, row) => row);

/** A kernel that gives each of its channels back: 1 at the position itself, 0 elsewhere. Shape `[...window, n, n]`. */
export function identityKernel(shape: Shape): Float32Array {
  const window = shape.slice(0, -2);
  const channels = shape.at(-1) ?? 1;
  // Where `same` puts the position itself: as many before it as after, or one fewer.
  const middle = window.reduce((place, size) => place * size + Math.floor((size - 1) / 2), 0);
  const values = new Float32Array(shapeSize(shape));
  for (let i = 0; i < channels; i++) values[(middle * channels + i) * channels + i] = 1;
  return values;
}
