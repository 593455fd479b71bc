// AssemblyScript, not TypeScript: see scripts/build-kernels.mjs. Addresses are bytes of tfjs's own linear memory, and no
// function here may allocate: a module with data or a heap of its own would write over tfjs's.

/** Columns of a panel: what `packColumns` lays side by side and one tile computes. */
export const panelColumns: i32 = 8;
/** Bytes of one row of a panel. */
export const panelRow: usize = 32;

/** The tile adds to what is there, in place of writing over it. */
export const addToOutput: i32 = 1;
/** ReLU of the result; NaN stays NaN. */
export const withRelu: i32 = 2;

/**
 * 4×8 outputs `c[i][j] = Σ a_i[t]·b[t][j]`, t over `outer` stretches of `inner` values each. Four rows and two vectors of
 * columns, not unrolled, was the fastest of eleven shapes tried: it needs 11 registers of the 16.
 * @param step bytes from one value of a row to the next, `stride` from one stretch to the next
 * @param b a packed panel, read from its start to its end
 * @param rows 1 to 4, `columns` 1 to 8: those beyond are computed and not written; their addresses must be readable
 */
export function tile(
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  step: usize,
  inner: i32,
  stride: usize,
  outer: i32,
  b: usize,
  c: usize,
  outputRow: usize,
  rows: i32,
  columns: i32,
  bias: usize,
  flags: i32,
): void {
  let p0 = f32x4.splat(0);
  let q0 = p0;
  let p1 = p0;
  let q1 = p0;
  let p2 = p0;
  let q2 = p0;
  let p3 = p0;
  let q3 = p0;
  const back: usize = stride - <usize>inner * step;
  for (let s = 0; s < outer; s++) {
    for (let t = 0; t < inner; t++) {
      const left = v128.load(b);
      const right = v128.load(b, 16);
      let value = v128.load_splat<f32>(a0);
      p0 = f32x4.add(p0, f32x4.mul(value, left));
      q0 = f32x4.add(q0, f32x4.mul(value, right));
      value = v128.load_splat<f32>(a1);
      p1 = f32x4.add(p1, f32x4.mul(value, left));
      q1 = f32x4.add(q1, f32x4.mul(value, right));
      value = v128.load_splat<f32>(a2);
      p2 = f32x4.add(p2, f32x4.mul(value, left));
      q2 = f32x4.add(q2, f32x4.mul(value, right));
      value = v128.load_splat<f32>(a3);
      p3 = f32x4.add(p3, f32x4.mul(value, left));
      q3 = f32x4.add(q3, f32x4.mul(value, right));
      a0 += step;
      a1 += step;
      a2 += step;
      a3 += step;
      b += panelRow;
    }
    a0 += back;
    a1 += back;
    a2 += back;
    a3 += back;
  }
  write(c, p0, q0, columns, bias, flags);
  if (rows === 1) return;
  c += outputRow;
  write(c, p1, q1, columns, bias, flags);
  if (rows === 2) return;
  c += outputRow;
  write(c, p2, q2, columns, bias, flags);
  if (rows === 3) return;
  write(c + outputRow, p3, q3, columns, bias, flags);
}

function write(c: usize, left: v128, right: v128, columns: i32, bias: usize, flags: i32): void {
  if (flags & addToOutput) {
    left = f32x4.add(left, v128.load(c));
    right = f32x4.add(right, v128.load(c, 16));
  }
  if (bias !== 0) {
    left = f32x4.add(left, v128.load(bias));
    right = f32x4.add(right, v128.load(bias, 16));
  }
  if (flags & withRelu) {
    const zero = f32x4.splat(0);
    left = f32x4.max(left, zero);
    right = f32x4.max(right, zero);
  }
  if (columns >= panelColumns) {
    v128.store(c, left);
    v128.store(c, right, 16);
    return;
  }
  if (columns >= 4) {
    v128.store(c, left);
    left = right;
    c += 16;
  }
  const rest = columns & 3;
  if (rest > 0) v128.store_lane<f32>(c, left, 0);
  if (rest > 1) v128.store_lane<f32>(c, left, 1, 4);
  if (rest > 2) v128.store_lane<f32>(c, left, 2, 8);
}

/**
 * Lays a matrix of `rows` × `columns`, its values `rowStep` and `columnStep` bytes apart, as panels of 8 columns each,
 * every one `rows` × 8 values in a row; the last is filled up with zeros.
 * @returns the address behind the last panel
 */
export function packColumns(from: usize, rowStep: usize, columnStep: usize, rows: i32, columns: i32, to: usize): usize {
  for (let first = 0; first < columns; first += panelColumns) {
    const width = min(panelColumns, columns - first);
    packPanel(from + <usize>first * columnStep, rowStep, columnStep, rows, width, to);
    to += <usize>rows * panelRow;
  }
  return to;
}

/** One panel of at most 8 columns. */
export function packPanel(from: usize, rowStep: usize, columnStep: usize, rows: i32, columns: i32, to: usize): void {
  if (columns === panelColumns && columnStep === 4) {
    for (let row = 0; row < rows; row++) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += rowStep;
      to += panelRow;
    }
    return;
  }
  if (columns === panelColumns) {
    for (let row = 0; row < rows; row++) {
      let at = from;
      for (let column: usize = 0; column < panelRow; column += 4) {
        store<f32>(to + column, load<f32>(at));
        at += columnStep;
      }
      from += rowStep;
      to += panelRow;
    }
    return;
  }
  for (let row = 0; row < rows; row++) {
    let at = from;
    for (let column = 0; column < panelColumns; column++) {
      store<f32>(to + ((<usize>column) << 2), column < columns ? load<f32>(at) : 0);
      if (column < columns) at += columnStep;
    }
    from += rowStep;
    to += panelRow;
  }
}
