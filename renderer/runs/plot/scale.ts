import { logTicks } from '../../training/chart/log-ticks.ts';

/** One axis: from a value to its place between 0 and 1, and the values that are labelled. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly ticks: readonly number[];
  readonly place: (value: number) => number;
}

/** Round steps: 1, 2 and 5 of each power of ten. */
function linearTicks(low: number, high: number, most: number): readonly number[] {
  const rough = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((digit) => digit * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Only ticks between these; a range of one value is given some room around it. A logarithmic one begins above 0. */
export function scaleOf(low: number, high: number, options: { readonly log: boolean; readonly ticks: number }): Scale {
  const log = options.log && high > 0;
  const from = log && !(low > 0) ? high / 1000 : low;
  const [a, b] = widened(from, high, log);
  const ticks = log ? logTicks(a, b) : linearTicks(a, b, options.ticks);
  const [start, span] = log ? [Math.log(a), Math.log(b) - Math.log(a)] : [a, b - a];
  return { low: a, high: b, log, ticks, place: (value) => ((log ? Math.log(value) : value) - start) / span };
}

function widened(low: number, high: number, log: boolean): readonly [number, number] {
  // Values that differ in their last digits alone are one.
  if (high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high), 1e-12)) return [low, high];
  if (log) return [low / 2, low * 2];
  const room = Math.abs(low) * 0.1 || 0.5;
  return [low - room, low + room];
}

/** The least and the greatest finite value; above 0 alone where the axis is logarithmic. `null` where there is none. */
export function extentOf(values: Iterable<number>, log: boolean): readonly [number, number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value) || (log && value <= 0)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : null;
}
