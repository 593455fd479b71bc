import type { FillMode } from '../../core/augment/schema.ts';
import { type Affine, type Frame, settled } from './affine.ts';

/** Where one line of the result comes from: x is a·x + across + c, y is d·x + down + f. */
interface Line {
  /** Of the line's first value in the result. */
  readonly at: number;
  readonly a: number;
  readonly across: number;
  readonly c: number;
  readonly d: number;
  readonly down: number;
  readonly f: number;
}

interface Fill {
  readonly mode: FillMode;
  /** Of `constant`. */
  readonly value: number;
}

type Colours = Frame & { readonly channels: number };

/**
 * A picture moved, each value mixed from the four that its place lies between. Beyond the edge lies what `fill` says.
 *
 * @param from height × width × channels values; not `out`
 */
export function resample(from: Float32Array, out: Float32Array, frame: Colours, matrix: Affine, fill: Fill): void {
  const { height, width, channels } = frame;
  const [a, b, c, d, e, f] = settled(matrix);
  // Most pixels come from within the picture: loops of their own for them, which need not look for the edge.
  const within = channels === 3 ? threeWithin : channels === 1 ? oneWithin : manyWithin;
  for (let y = 0; y < height; y++) {
    const line = { at: y * width * channels, a, across: b * y, c, d, down: e * y, f };
    // A line leaves the frame once and for all: what lies within is one piece of it.
    let first = 0;
    while (first < width && !isWithin(line, first, frame)) first++;
    let end = width;
    while (end > first && !isWithin(line, end - 1, frame)) end--;
    edge(from, out, frame, line, 0, first, fill);
    within(from, out, frame, line, first, end);
    edge(from, out, frame, line, end, width, fill);
  }
}

/** Whether all four pixels that one is mixed from lie within the frame. */
function isWithin({ a, across, c, d, down, f }: Line, x: number, { width, height }: Frame): boolean {
  const sx = a * x + across + c;
  const sy = d * x + down + f;
  return sx >= 0 && sy >= 0 && sx < width - 1 && sy < height - 1;
}

function oneWithin(
  from: Float32Array,
  out: Float32Array,
  { width }: Colours,
  line: Line,
  first: number,
  end: number,
): void {
  const { a, across, c, d, down, f } = line;
  let at = line.at + first;
  for (let x = first; x < end; x++) {
    const sx = a * x + across + c;
    const sy = d * x + down + f;
    // Neither is below 0: cut is rounded down.
    const x0 = sx | 0;
    const y0 = sy | 0;
    const right = sx - x0;
    const under = sy - y0;
    const above = y0 * width + x0;
    const below = above + width;
    out[at++] =
      (1 - right) * (1 - under) * (from[above] ?? 0) +
      right * (1 - under) * (from[above + 1] ?? 0) +
      (1 - right) * under * (from[below] ?? 0) +
      right * under * (from[below + 1] ?? 0);
  }
}

function threeWithin(
  from: Float32Array,
  out: Float32Array,
  { width }: Colours,
  line: Line,
  first: number,
  end: number,
): void {
  const { a, across, c, d, down, f } = line;
  const row = width * 3;
  let at = line.at + first * 3;
  for (let x = first; x < end; x++, at += 3) {
    const sx = a * x + across + c;
    const sy = d * x + down + f;
    const x0 = sx | 0;
    const y0 = sy | 0;
    const right = sx - x0;
    const under = sy - y0;
    const w00 = (1 - right) * (1 - under);
    const w01 = right * (1 - under);
    const w10 = (1 - right) * under;
    const w11 = right * under;
    const above = y0 * row + x0 * 3;
    const below = above + row;
    out[at] =
      w00 * (from[above] ?? 0) + w01 * (from[above + 3] ?? 0) + w10 * (from[below] ?? 0) + w11 * (from[below + 3] ?? 0);
    out[at + 1] =
      w00 * (from[above + 1] ?? 0) +
      w01 * (from[above + 4] ?? 0) +
      w10 * (from[below + 1] ?? 0) +
      w11 * (from[below + 4] ?? 0);
    out[at + 2] =
      w00 * (from[above + 2] ?? 0) +
      w01 * (from[above + 5] ?? 0) +
      w10 * (from[below + 2] ?? 0) +
      w11 * (from[below + 5] ?? 0);
  }
}

function manyWithin(
  from: Float32Array,
  out: Float32Array,
  { width, channels }: Colours,
  line: Line,
  first: number,
  end: number,
): void {
  const { a, across, c, d, down, f } = line;
  const row = width * channels;
  let at = line.at + first * channels;
  for (let x = first; x < end; x++) {
    const sx = a * x + across + c;
    const sy = d * x + down + f;
    const x0 = sx | 0;
    const y0 = sy | 0;
    const right = sx - x0;
    const under = sy - y0;
    const above = y0 * row + x0 * channels;
    for (let place = above; place < above + channels; place++) {
      out[at++] =
        (1 - right) * (1 - under) * (from[place] ?? 0) +
        right * (1 - under) * (from[place + channels] ?? 0) +
        (1 - right) * under * (from[place + row] ?? 0) +
        right * under * (from[place + row + channels] ?? 0);
    }
  }
}

/** Pixels that come, in part or wholly, from beyond the edge. */
function edge(
  from: Float32Array,
  out: Float32Array,
  frame: Colours,
  line: Line,
  first: number,
  end: number,
  { mode, value }: Fill,
): void {
  const { height, width, channels } = frame;
  const { a, across, c, d, down, f } = line;
  const row = width * channels;
  let at = line.at + first * channels;
  for (let x = first; x < end; x++) {
    const sx = a * x + across + c;
    const sy = d * x + down + f;
    const x0 = Math.floor(sx);
    const y0 = Math.floor(sy);
    const right = sx - x0;
    const under = sy - y0;
    const w00 = (1 - right) * (1 - under);
    const w01 = right * (1 - under);
    const w10 = (1 - right) * under;
    const w11 = right * under;
    const left = inside(x0, width, mode) * channels;
    const next = inside(x0 + 1, width, mode) * channels;
    const top = inside(y0, height, mode) * row;
    const foot = inside(y0 + 1, height, mode) * row;
    // Places below 0 are filled with the value.
    const p00 = top < 0 || left < 0 ? -1 : top + left;
    const p01 = top < 0 || next < 0 ? -1 : top + next;
    const p10 = foot < 0 || left < 0 ? -1 : foot + left;
    const p11 = foot < 0 || next < 0 ? -1 : foot + next;
    for (let channel = 0; channel < channels; channel++) {
      const v00 = p00 < 0 ? value : (from[p00 + channel] ?? 0);
      const v01 = p01 < 0 ? value : (from[p01 + channel] ?? 0);
      const v10 = p10 < 0 ? value : (from[p10 + channel] ?? 0);
      const v11 = p11 < 0 ? value : (from[p11 + channel] ?? 0);
      out[at++] = w00 * v00 + w01 * v01 + w10 * v10 + w11 * v11;
    }
  }
}

/** The place that a place outside the frame is filled from; −1 where it is filled with a value. */
function inside(place: number, extent: number, fill: FillMode): number {
  if (place >= 0 && place < extent) return place;
  if (fill === 'constant') return -1;
  if (fill === 'nearest') return place < 0 ? 0 : extent - 1;
  // The mirror stands at the edge of the last pixel, which is seen twice: d c b a | a b c d | d c b a.
  if (place < 0 && place >= -extent) return -1 - place;
  if (place >= extent && place < 2 * extent) return 2 * extent - 1 - place;
  const within = ((place % (2 * extent)) + 2 * extent) % (2 * extent);
  return within < extent ? within : 2 * extent - 1 - within;
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
