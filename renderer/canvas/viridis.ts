/** Viridis at ten even steps (van der Walt and Smith, public domain), read between them. */
const stops = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [109, 205, 89],
  [180, 222, 44],
  [253, 231, 37],
] as const;

/** RGBA bytes of a map whose values are 0…255. */
export function paintViridis(values: Uint8Array, into: Uint8ClampedArray): void {
  for (let i = 0; i < values.length; i++)
    into.set(table.subarray((values[i] ?? 0) * 4, (values[i] ?? 0) * 4 + 4), i * 4);
}

const table = makeTable();

function makeTable(): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(256 * 4);
  for (let value = 0; value < 256; value++) {
    const at = (value / 255) * (stops.length - 1);
    const low = Math.floor(at);
    const from = stops[low] ?? stops[0];
    const to = stops[low + 1] ?? from;
    from.forEach((channel, i) => {
      rgba[value * 4 + i] = channel + ((to[i] ?? channel) - channel) * (at - low);
    });
    rgba[value * 4 + 3] = 255;
  }
  return rgba;
}
