/** Ticks at most, so that labels keep clear of each other. */
const most = 7;

/** Digits of each power of ten that are labelled: the first choice that gives three ticks or more, and not too many. */
const choices = [
  [1, 2, 5],
  [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 1.5, 2, 3, 5, 7],
] as const;

/**
 * Round values within `low…high` for a logarithmic axis: 1, 2 and 5 of each power of ten, more digits where those are
 * fewer than three, or the powers alone, or every second, third… of them. uPlot's own never end for some ranges that do
 * not begin at a power of ten.
 */
export function logTicks(low: number, high: number): readonly number[] {
  if (!(low > 0) || !(high > low)) return [];
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const within = (mantissas: readonly number[], every: number): readonly number[] => {
    const powers = Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, i) => first + i * every);
    return powers
      .flatMap((power) => mantissas.map((mantissa) => Number(`${mantissa}e${power}`)))
      .filter((tick) => tick >= low && tick <= high)
      .sort((a, b) => a - b);
  };
  const ticks = choices.map((mantissas) => within(mantissas, 1));
  const suitable = ticks.find(({ length }) => length >= 3 && length <= most);
  if (suitable) return suitable;
  // A range of a few percent holds one or two of the finest at best; a wide one has powers enough.
  const finest = ticks[1];
  if (finest && finest.length <= most) return finest;
  const decades = last - first + 1;
  return within([1], Math.max(1, Math.ceil(decades / most)));
}
