/** `g = dy` where `y > 0`, else 0; where `y` is NaN, NaN. */
export function reluGradient(dy: usize, y: usize, g: usize, count: i32): void {
  const zero = f32x4.splat(0);
  let i: usize = 0;
  const end = (<usize>count) << 2;
  for (; i + 16 <= end; i += 16) {
    const value = v128.load(y + i);
    const passed = v128.and(v128.load(dy + i), f32x4.gt(value, zero));
    v128.store(g + i, v128.or(passed, v128.and(value, f32x4.ne(value, value))));
  }
  for (; i < end; i += 4) {
    const value = load<f32>(y + i);
    store<f32>(g + i, value > 0 ? load<f32>(dy + i) : max<f32>(value, 0));
  }
}

/** Rows added up in float32 before they go into the sum in double: longer chains would lose digits of a batch statistic. */
const run: i32 = 128;

/** Sets what lies there to 0. */
export function clear(to: usize, bytes: usize): void {
  memory.fill(to, 0, bytes);
}

/**
 * Sums of each column of `[rows, columns]`, in double.
 * @param sums 8 bytes for each column
 */
export function sumRows(from: usize, rows: i32, columns: i32, sums: usize): void {
  const row = (<usize>columns) << 2;
  memory.fill(sums, 0, (<usize>columns) << 3);
  for (let r0 = 0; r0 < rows; r0 += run) {
    const count = min(run, rows - r0);
    const block = from + <usize>r0 * row;
    let c = 0;
    for (; c + 16 <= columns; c += 16) {
      let at = block + ((<usize>c) << 2);
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      for (let r = 0; r < count; r++) {
        s0 = f32x4.add(s0, v128.load(at));
        s1 = f32x4.add(s1, v128.load(at, 16));
        s2 = f32x4.add(s2, v128.load(at, 32));
        s3 = f32x4.add(s3, v128.load(at, 48));
        at += row;
      }
      const sum = sums + ((<usize>c) << 3);
      addDoubles(sum, s0);
      addDoubles(sum + 32, s1);
      addDoubles(sum + 64, s2);
      addDoubles(sum + 96, s3);
    }
    for (; c + 4 <= columns; c += 4) {
      let at = block + ((<usize>c) << 2);
      let s = f32x4.splat(0);
      for (let r = 0; r < count; r++) {
        s = f32x4.add(s, v128.load(at));
        at += row;
      }
      addDoubles(sums + ((<usize>c) << 3), s);
    }
    for (; c < columns; c++) {
      let at = block + ((<usize>c) << 2);
      let s: f64 = 0;
      for (let r = 0; r < count; r++) {
        s += <f64>load<f32>(at);
        at += row;
      }
      const sum = sums + ((<usize>c) << 3);
      store<f64>(sum, load<f64>(sum) + s);
    }
  }
}

/** Adds up sums of `parts` stretches of rows, which lie one after the other, in their order. */
export function addSums(sums: usize, parts: i32, columns: i32, to: usize): void {
  const part = (<usize>columns) << 3;
  for (let c: usize = 0; c < <usize>columns; c++) {
    let sum: f64 = 0;
    for (let p: usize = 0; p < <usize>parts; p++) sum += load<f64>(sums + p * part + (c << 3));
    store<f32>(to + (c << 2), <f32>sum);
  }
}

function addDoubles(sum: usize, values: v128): void {
  store<f64>(sum, load<f64>(sum) + <f64>f32x4.extract_lane(values, 0));
  store<f64>(sum, load<f64>(sum, 8) + <f64>f32x4.extract_lane(values, 1), 8);
  store<f64>(sum, load<f64>(sum, 16) + <f64>f32x4.extract_lane(values, 2), 16);
  store<f64>(sum, load<f64>(sum, 24) + <f64>f32x4.extract_lane(values, 3), 24);
}
