/** Ticks at most, so that labels keep clear of each other. */
const most = 7;

/**
 * Round values within `low…high` for a logarithmic axis: 1, 2 and 5 of each power of ten, or the powers alone, or every
 * second, third… of them. uPlot's own never end for some ranges that do not begin at a power of ten.
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
  if (fine.length <= most) return fine;
  const decades = last - first + 1;
  return within([1], Math.max(1, Math.ceil(decades / most)));
}
