/** Ticks at most, so that labels keep clear of each other. */
const most = 7;

/**
 * Round values within `low…high` for a logarithmic axis: 1, 2 and 5 of each power of ten, more digits where those are
 * fewer than three, or the powers alone, or every second, third… of them. uPlot's own never end for some ranges that do not begin at a power of ten.
 */
export function logTicks(low: number, high: number): readonly number[] {
  if (!(low > 0) || !(high > low)) return [];
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const within = (mantissas: readonly number[], every: number): readonly number[] => {
    const powers = Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, i) => first + i * every);
    return powers
      .flatMap((power) => mantissas.map((mantissa) => Number(`${mantissa}e${power}`)))
      .filter((tick) => tick >= low && tick <= high);
  };
  const fine = within([1, 2, 5], 1);
  // Within one decade those may be a single tick: then every digit is a line.
  const finer = fine.length < 3 ? within([1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9], 1) : fine;
  if (finer.length <= most) return finer;
  const decades = last - first + 1;
  return within([1], Math.max(1, Math.ceil(decades / most)));
}
