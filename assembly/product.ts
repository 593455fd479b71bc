import { addToOutput, packColumns, panelColumns, panelRow, tile, withRelu } from './tile';

/** Values in common of one pass: a panel of 8 columns is then 8 KB and stays in the first cache. */
const deep: i32 = 256;
/** Rows and columns of one pass: 128 KB of the left side and 256 KB of the right stay in the second cache. */
const tall: i32 = 128;
const wide: i32 = 256;

/** Bytes that `product` needs to work in. */
export function productScratch(common: i32, columns: i32): usize {
  const panels = (min(columns, wide) + panelColumns - 1) / panelColumns;
  return <usize>panels * <usize>min(common, deep) * panelRow;
}

/**
 * `c = a · b (+ bias)`, then ReLU if `relu`; either side lies as it will: `…Row` and `…Column` are the bytes from one row or
 * column to the next, so that a transposed side is the same with both exchanged. The columns of `c` lie together.
 */
export function product(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  bColumn: usize,
  c: usize,
  cRow: usize,
  rows: i32,
  common: i32,
  columns: i32,
  bias: usize,
  relu: i32,
  scratch: usize,
): void {
  for (let j0 = 0; j0 < columns; j0 += wide) {
    const width = min(wide, columns - j0);
    // One pass at least, so that an empty sum is written too.
    let k0 = 0;
    do {
      const depth = min(deep, common - k0);
      packColumns(b + <usize>k0 * bRow + <usize>j0 * bColumn, bRow, bColumn, depth, width, scratch);
      const last = k0 + depth >= common;
      const flags = (k0 > 0 ? addToOutput : 0) | (last && relu ? withRelu : 0);
      for (let i0 = 0; i0 < rows; i0 += tall) {
        const height = min(tall, rows - i0);
        for (let j = 0; j < width; j += panelColumns) {
          const panel = scratch + <usize>(j / panelColumns) * <usize>depth * panelRow;
          const offset = last && bias !== 0 ? bias + ((<usize>(j0 + j)) << 2) : 0;
          for (let i = i0; i < i0 + height; i += 4) {
            const count = min(4, rows - i);
            const a0 = a + <usize>i * aRow + <usize>k0 * aColumn;
            const a1 = count > 1 ? a0 + aRow : a0;
            const a2 = count > 2 ? a1 + aRow : a1;
            const a3 = count > 3 ? a2 + aRow : a2;
            const to = c + <usize>i * cRow + ((<usize>(j0 + j)) << 2);
            tile(a0, a1, a2, a3, aColumn, depth, 0, 1, panel, to, cRow, count, width - j, offset, flags);
          }
        }
      }
      k0 += deep;
    } while (k0 < common);
  }
}
