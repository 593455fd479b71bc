import type { FillMode } from '../../core/augment/schema.ts';

/** Where a pixel of the result comes from: `x` is a·x + b·y + c and `y` is d·x + e·y + f of the picture before. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export interface Frame {
  readonly height: number;
  readonly width: number;
}

/** What `first` and then `second` do, as one. */
export function compose(first: Affine, second: Affine): Affine {
  const [a, b, c, d, e, f] = first;
  const [k, l, m, n, o, p] = second;
  return [a * k + b * n, a * l + b * o, a * m + b * p + c, d * k + e * n, d * l + e * o, d * m + e * p + f];
}

/** A linear map about the middle of the frame. */
export function aboutCentre(a: number, b: number, d: number, e: number, { height, width }: Frame): Affine {
  const [x, y] = [(width - 1) / 2, (height - 1) / 2];
  return [a, b, x - a * x - b * y, d, e, y - d * x - e * y];
}

/** Quarter turns come out of cosines a hair beside whole numbers; taken as whole, they move pixels without mixing them. */
const settled = (matrix: Affine): Affine => {
  const settle = (value: number): number => {
    const half = Math.round(value * 2) / 2;
    return Math.abs(value - half) < 1e-9 ? half : value;
  };
  const [a, b, c, d, e, f] = matrix;
  return [settle(a), settle(b), settle(c), settle(d), settle(e), settle(f)];
};

/** The place that a place outside the frame is filled from; −1 where it is filled with a value. */
function inside(place: number, extent: number, fill: FillMode): number {
  if (place >= 0 && place < extent) return place;
  if (fill === 'constant') return -1;
  if (fill === 'nearest') return place < 0 ? 0 : extent - 1;
  // The mirror stands at the edge of the last pixel, which is seen twice: d c b a | a b c d | d c b a.
  const within = ((place % (2 * extent)) + 2 * extent) % (2 * extent);
  return within < extent ? within : 2 * extent - 1 - within;
}

/**
 * A picture moved, each value mixed from the four that its place lies between. Beyond the edge lies what `fill` says.
 *
 * @param from height × width × channels values; not `out`
 * @param value of `constant`
 */
export function resample(
  from: Float32Array,
  out: Float32Array,
  { height, width, channels }: Frame & { readonly channels: number },
  matrix: Affine,
  fill: FillMode,
  value: number,
): void {
  const [a, b, c, d, e, f] = settled(matrix);
  const row = width * channels;
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sx = a * x + b * y + c;
      const sy = d * x + e * y + f;
      const x0 = Math.floor(sx);
      const y0 = Math.floor(sy);
      const right = sx - x0;
      const down = sy - y0;
      const w00 = (1 - right) * (1 - down);
      const w01 = right * (1 - down);
      const w10 = (1 - right) * down;
      const w11 = right * down;
      if (x0 >= 0 && y0 >= 0 && x0 + 1 < width && y0 + 1 < height) {
        let place = y0 * row + x0 * channels;
        for (let channel = 0; channel < channels; channel++, place++) {
          out[at++] =
            w00 * (from[place] ?? 0) +
            w01 * (from[place + channels] ?? 0) +
            w10 * (from[place + row] ?? 0) +
            w11 * (from[place + row + channels] ?? 0);
        }
        continue;
      }
      const left = inside(x0, width, fill);
      const next = inside(x0 + 1, width, fill);
      const top = inside(y0, height, fill);
      const under = inside(y0 + 1, height, fill);
      for (let channel = 0; channel < channels; channel++) {
        const read = (line: number, column: number): number =>
          line < 0 || column < 0 ? value : (from[line * row + column * channels + channel] ?? 0);
        out[at++] = w00 * read(top, left) + w01 * read(top, next) + w10 * read(under, left) + w11 * read(under, next);
      }
    }
  }
}

/** The same of a mask: each pixel is of the class of the nearest; what lies beyond the edge is of class 0 in `constant`. */
export function resampleMask(from: Uint8Array, out: Uint8Array, frame: Frame, matrix: Affine, fill: FillMode): void {
  const { height, width } = frame;
  const [a, b, c, d, e, f] = settled(matrix);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = inside(Math.floor(a * x + b * y + c + 0.5), width, fill);
      const line = inside(Math.floor(d * x + e * y + f + 0.5), height, fill);
      out[at++] = line < 0 || column < 0 ? 0 : (from[line * width + column] ?? 0);
    }
  }
}
