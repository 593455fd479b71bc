import { combine, uniformStream } from '../math/random.ts';
import type { Dimension, SearchRange } from './schema.ts';

export type Drawn = number | string | boolean;
export type Draw = Readonly<Record<string, Drawn>>;

/** The value at a place from 0 up to 1 of a range. */
export function valueAt(range: SearchRange, place: number): Drawn {
  switch (range.kind) {
    case 'log':
      return Math.exp(Math.log(range.low) + place * (Math.log(range.high) - Math.log(range.low)));
    case 'linear':
      return range.low + place * (range.high - range.low);
    default: {
      const values = valuesOf(range);
      return values[Math.floor(place * values.length)] ?? values[0] ?? 0;
    }
  }
}

/** All values of a range that has some only; the lower end alone where no power of 2 lies within. */
export function valuesOf(range: Exclude<SearchRange, { kind: 'log' | 'linear' }>): readonly Drawn[] {
  if (range.kind === 'choice') return range.values;
  if (range.kind === 'whole') {
    const { low, high, step } = range;
    return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, i) => low + i * step);
  }
  const first = Math.ceil(Math.log2(range.low));
  const count = Math.floor(Math.log2(range.high)) - first + 1;
  return count < 1 ? [range.low] : Array.from({ length: count }, (_, i) => 2 ** (first + i));
}

/**
 * What is drawn at the `index`-th time: independent of all others and the same for the same seed, so that a search can be
 * repeated, and gone on with. Each dimension has a stream of its own by its place.
 */
export function drawAt(dimensions: readonly Dimension[], seed: number, index: number): Draw {
  return Object.fromEntries(
    dimensions.map(({ id, range }, place) => [id, valueAt(range, uniformStream(combine(seed, index, place))())]),
  );
}

/** Different draws that there can be; infinite where a dimension is continuous. */
export const possibilities = (dimensions: readonly Dimension[]): number =>
  dimensions.reduce(
    (count, { range }) =>
      count *
      (range.kind === 'log' || range.kind === 'linear'
        ? range.low === range.high
          ? 1
          : Number.POSITIVE_INFINITY
        : valuesOf(range).length),
    1,
  );
