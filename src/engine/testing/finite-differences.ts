/**
 * Gradient of `f` at `at`, one coordinate at a time, by central differences. Only the coordinates in `places` are
 * computed: the rest of what is returned is absent.
 */
export function centralDifferences(
  f: (values: Float32Array) => number,
  at: Float32Array,
  places: readonly number[],
  step: number,
): Map<number, number> {
  const gradient = new Map<number, number>();
  for (const place of places) {
    const moved = (by: number): number => {
      const values = Float32Array.from(at);
      values[place] = (at[place] ?? 0) + by;
      return f(values);
    };
    gradient.set(place, (moved(step) - moved(-step)) / (2 * step));
  }
  return gradient;
}

/**
 * Slope of `f` along one coordinate, from differences of two lengths to both sides, and `doubt`: how far these are from
 * agreeing as they do where `f` is smooth. A bend or a jump nearby shows in it, wherever it lies.
 */
export function slopeAt(
  f: (values: Float32Array) => number,
  at: Float32Array,
  place: number,
  step: number,
): { readonly slope: number; readonly doubt: number } {
  const moved = (by: number): number => {
    const values = Float32Array.from(at);
    values[place] = (at[place] ?? 0) + by;
    return f(values);
  };
  const here = f(at);
  const sides = (length: number) => {
    const [after, before] = [moved(length), moved(-length)];
    return { slope: (after - before) / (2 * length), bend: (after - 2 * here + before) / length };
  };
  const [long, short] = [sides(step), sides(step / 2)];
  // The bend of a smooth function halves with the length.
  const doubt = Math.max(Math.abs(long.slope - short.slope), Math.abs(long.bend - 2 * short.bend));
  return { slope: (4 * short.slope - long.slope) / 3, doubt };
}
