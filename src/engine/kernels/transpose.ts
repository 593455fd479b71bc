/**
 * `[outer, rows, inner, columns]` → `[outer, columns, inner, rows]`, by blocks so that both sides stay in cache.
 * tfjs's wasm Transpose walks one side with a stride of a row and takes about 20 ns a value on large matrices.
 */
export function swapOuterInner(
  from: Float32Array,
  to: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  const block = 16;
  const fromRow = inner * columns;
  const toRow = inner * rows;
  for (let i = 0; i < inner; i++) {
    for (let r0 = 0; r0 < rows; r0 += block) {
      const r1 = Math.min(rows, r0 + block);
      for (let c0 = 0; c0 < columns; c0 += block) {
        const c1 = Math.min(columns, c0 + block);
        for (let c = c0; c < c1; c++) {
          let source = r0 * fromRow + i * columns + c;
          let target = c * toRow + i * rows + r0;
          for (let r = r0; r < r1; r++) {
            to[target++] = from[source] ?? 0;
            source += fromRow;
          }
        }
      }
    }
  }
}
