/** Lists of numbers, one a row, in two arrays: a list each would be most of what reading a large network allocates. */
export class Rows {
  /** Row i is `items[starts[i]] … items[starts[i + 1] − 1]`. */
  readonly starts: Int32Array;
  readonly items: Int32Array;

  private constructor(starts: Int32Array, items: Int32Array) {
    this.starts = starts;
    this.items = items;
  }

  /** `values[i]` is put at the end of row `rows[i]`, in the order given. */
  static of(size: number, rows: Int32Array, values: Int32Array): Rows {
    const starts = new Int32Array(size + 1);
    for (const row of rows) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
    for (let row = 0; row < size; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
    const ends = starts.slice(0, size);
    const items = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] ?? 0;
      const end = ends[row] ?? 0;
      items[end] = values[i] ?? 0;
      ends[row] = end + 1;
    }
    return new Rows(starts, items);
  }

  get size(): number {
    return this.starts.length - 1;
  }

  length(row: number): number {
    return (this.starts[row + 1] ?? 0) - (this.starts[row] ?? 0);
  }

  /** A view, not a copy. */
  row(row: number): Int32Array {
    return this.items.subarray(this.starts[row] ?? 0, this.starts[row + 1] ?? 0);
  }

  has(row: number, value: number): boolean {
    return this.row(row).includes(value);
  }

  /** The same rows and values under new numbers: row `order[i]` becomes row i, value v becomes `place[v]`. */
  moved(order: Int32Array, place: Int32Array): Rows {
    const starts = new Int32Array(order.length + 1);
    const items = new Int32Array(this.items.length);
    let end = 0;
    for (let i = 0; i < order.length; i++) {
      const row = order[i] ?? 0;
      const stop = this.starts[row + 1] ?? 0;
      for (let at = this.starts[row] ?? 0; at < stop; at++) items[end++] = place[this.items[at] ?? 0] ?? 0;
      starts[i + 1] = end;
    }
    return new Rows(starts, items);
  }
}
