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
