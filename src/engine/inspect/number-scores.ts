import type { OutputFigures, RegressionFigures } from './evaluation.ts';
import { Worst } from './worst.ts';

const mostPoints = 4000;
const mostWorst = 100;

interface Sums {
  absolute: number;
  squared: number;
  signed: number;
  max: number;
  /** Mean and sum of squares about it of what is to be hit, by Welford's update: no digits are lost far from 0. */
  mean: number;
  spread: number;
}

/** Gathers answers that are numbers. */
export class NumberScores {
  private count = 0;
  private stride = 1;
  private points: { index: number; wanted: Float32Array; predicted: Float32Array }[] = [];
  private readonly sums: readonly Sums[];
  private readonly worst = new Worst<RegressionFigures['worst'][number]>(mostWorst);

  /** @param deviations of what is to be hit, by output: what errors of several outputs are compared in */
  constructor(
    private readonly names: readonly string[],
    private readonly deviations: readonly number[],
  ) {
    this.sums = names.map(() => ({ absolute: 0, squared: 0, signed: 0, max: 0, mean: 0, spread: 0 }));
  }

  add(index: number, wanted: Float32Array, predicted: Float32Array): void {
    this.count++;
    let rank = 0;
    this.sums.forEach((sums, output) => {
      const y = wanted[output] ?? Number.NaN;
      const error = (predicted[output] ?? Number.NaN) - y;
      sums.absolute += Math.abs(error);
      sums.squared += error * error;
      sums.signed += error;
      sums.max = Math.max(sums.max, Math.abs(error));
      const from = y - sums.mean;
      sums.mean += from / this.count;
      sums.spread += from * (y - sums.mean);
      rank += (error / (this.deviations[output] || 1)) ** 2;
    });
    this.worst.add(Number.isNaN(rank) ? Number.POSITIVE_INFINITY : rank, () => ({ index, wanted, predicted }));
    if ((this.count - 1) % this.stride !== 0) return;
    this.points.push({ index, wanted, predicted });
    if (this.points.length < 2 * mostPoints) return;
    this.points = this.points.filter((_, i) => i % 2 === 0);
    this.stride *= 2;
  }

  figures(): RegressionFigures {
    const perOutput = this.sums.map((sums, output) => this.figuresOf(sums, output));
    const known = perOutput.flatMap(({ r2 }) => (r2 === null ? [] : [r2]));
    return {
      task: 'regression',
      perOutput,
      r2: known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length),
      points: {
        indices: Uint32Array.from(this.points, ({ index }) => index),
        wanted: joined(this.points.map(({ wanted }) => wanted)),
        predicted: joined(this.points.map(({ predicted }) => predicted)),
      },
      worst: this.worst.all(),
    };
  }

  private figuresOf(sums: Sums, output: number): OutputFigures {
    const total = Math.max(1, this.count);
    const errors = this.points.map(({ wanted, predicted }) =>
      Math.abs((predicted[output] ?? Number.NaN) - (wanted[output] ?? Number.NaN)),
    );
    return {
      name: this.names[output] ?? '',
      meanAbsoluteError: sums.absolute / total,
      meanSquaredError: sums.squared / total,
      rootMeanSquaredError: Math.sqrt(sums.squared / total),
      r2: sums.spread > 0 ? 1 - sums.squared / sums.spread : null,
      medianAbsoluteError: middle(errors),
      maxError: sums.max,
      bias: sums.signed / total,
      mean: sums.mean,
      deviation: Math.sqrt(sums.spread / total),
    };
  }
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}

function joined(rows: readonly Float32Array[]): Float32Array {
  const width = rows[0]?.length ?? 0;
  const all = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    all.set(row, i * width);
  });
  return all;
}
