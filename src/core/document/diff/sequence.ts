/** Most pairs that are compared; the table of as many counts is 20 MB. */
const mostPairs = 10_000_000;

/**
 * The longest sequence that two lists have in common, as pairs of places. Source: Wagner, Fischer 1974, with equal beginnings
 * and ends set aside. `null` where the rest is too long for that.
 */
export function commonSequence<T>(
  a: readonly T[],
  b: readonly T[],
  same: (x: T, y: T) => boolean,
): readonly (readonly [number, number])[] | null {
  const alike = (i: number, j: number): boolean => {
    const [x, y] = [a[i], b[j]];
    return x !== undefined && y !== undefined && same(x, y);
  };
  let start = 0;
  while (start < a.length && start < b.length && alike(start, start)) start++;
  let tail = 0;
  while (tail < a.length - start && tail < b.length - start && alike(a.length - 1 - tail, b.length - 1 - tail)) tail++;
  const rows = a.length - start - tail;
  const columns = b.length - start - tail;
  if (rows * columns > mostPairs) return null;
  // Length of the longest sequence of what comes from row i and column j on.
  const width = columns + 1;
  const longest = new Uint16Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--)
      longest[i * width + j] = alike(start + i, start + j)
        ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
  const pairs: [number, number][] = [];
  for (let i = 0; i < start; i++) pairs.push([i, i]);
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (alike(start + i, start + j)) pairs.push([start + i++, start + j++]);
    else if ((longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  for (let i = tail; i > 0; i--) pairs.push([a.length - i, b.length - i]);
  return pairs;
}
