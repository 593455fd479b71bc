import type { ColumnFigures } from './report.ts';

/** Running figures of columns that alternate in a row of values. Welford's update, so that large means lose nothing. */
export class Columns {
  private readonly means: Float64Array;
  private readonly squares: Float64Array;
  private readonly lows: Float64Array;
  private readonly highs: Float64Array;
  private counts: Float64Array;

  /** @param width columns that are kept, the first of `period`, which is how many alternate. */
  constructor(
    private readonly width: number,
    private readonly period: number,
  ) {
    this.means = new Float64Array(width);
    this.squares = new Float64Array(width);
    this.counts = new Float64Array(width);
    this.lows = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
    this.highs = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
  }

  /** Whole rows. */
  add(values: ArrayLike<number>): void {
    const { width, period, means, squares, lows, highs, counts } = this;
    for (let row = 0; row < values.length; row += period) {
      for (let column = 0; column < width; column++) {
        const value = values[row + column] ?? 0;
        const count = (counts[column] ?? 0) + 1;
        const mean = means[column] ?? 0;
        const away = value - mean;
        counts[column] = count;
        means[column] = mean + away / count;
        squares[column] = (squares[column] ?? 0) + away * (value - (means[column] ?? 0));
        if (value < (lows[column] ?? 0)) lows[column] = value;
        if (value > (highs[column] ?? 0)) highs[column] = value;
      }
    }
  }

  /** Empty where nothing was added. */
  figures(): readonly ColumnFigures[] {
    return Array.from(this.counts, (count, column) => ({
      min: this.lows[column] ?? 0,
      max: this.highs[column] ?? 0,
      mean: this.means[column] ?? 0,
      deviation: Math.sqrt((this.squares[column] ?? 0) / count),
    })).filter((_, column) => (this.counts[column] ?? 0) > 0);
  }
}
