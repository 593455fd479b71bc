import { addToOutput, packColumns, packPanel, panelColumns, panelRow, tile, withRelu } from './tile';

/** Outputs of one pass over all filters: the part of the image that they see stays in the first cache. */
const pixelsAtOnce: i32 = 32;
/** Bytes of packed filters from which on these are what must be read seldom. */
const manyFilters: usize = 131072;
/** Bytes of image and gradient of one pass over the filter's gradient: as much as the second cache holds well. */
const seenAtOnce: usize = 196608;

/** Bytes of all filters once packed. */
export function filterScratch(taps: i32, filters: i32): usize {
  return <usize>((filters + panelColumns - 1) / panelColumns) * <usize>taps * panelRow;
}

/** `[kh, kw, c, f]` as panels of filters. */
export function packFilter(filter: usize, taps: i32, filters: i32, to: usize): void {
  packColumns(filter, (<usize>filters) << 2, 4, taps, filters, to);
}

/** `[kh, kw, c, f]` turned by 180° with c and f exchanged, as panels of c: what the gradient of the input is convolved with. */
export function packTurnedFilter(filter: usize, cells: i32, channels: i32, filters: i32, to: usize): void {
  const cell = <usize>channels * ((<usize>filters) << 2);
  for (let first = 0; first < channels; first += panelColumns) {
    const width = min(panelColumns, channels - first);
    for (let i = cells - 1; i >= 0; i--) {
      const from = filter + <usize>i * cell + <usize>first * ((<usize>filters) << 2);
      packPanel(from, 4, (<usize>filters) << 2, filters, width, to);
      to += <usize>filters * panelRow;
    }
  }
}

/** Copies one image into the middle of a larger one; with `apart` above 1 its pixels land that far from each other. */
export function place(
  image: usize,
  height: i32,
  width: i32,
  channels: i32,
  to: usize,
  toHeight: i32,
  toWidth: i32,
  top: i32,
  left: i32,
  apartDown: i32,
  apartAcross: i32,
): void {
  const pixel = (<usize>channels) << 2;
  for (let row = 0; row < height; row++) {
    const y = top + row * apartDown;
    if (y < 0 || y >= toHeight) continue;
    const from = image + <usize>(row * width) * pixel;
    const target = to + <usize>(y * toWidth) * pixel;
    if (apartAcross === 1) {
      const first = max(0, -left);
      const last = min(width, toWidth - left);
      if (last > first)
        memory.copy(target + <usize>(left + first) * pixel, from + <usize>first * pixel, <usize>(last - first) * pixel);
      continue;
    }
    for (let column = 0; column < width; column++) {
      const x = left + column * apartAcross;
      if (x < 0 || x >= toWidth) continue;
      memory.copy(target + <usize>x * pixel, from + <usize>column * pixel, pixel);
    }
  }
}

/**
 * One image, with its padding in it, `[height, width, channels]`, against packed filters: `[outHeight, outWidth, filters]`,
 * bias and ReLU included. The cells of a row of the filter lie together in the image, so nothing is rearranged.
 */
export function convolveImage(
  image: usize,
  width: i32,
  channels: i32,
  packed: usize,
  filterHeight: i32,
  filterWidth: i32,
  strideDown: i32,
  strideAcross: i32,
  out: usize,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  bias: usize,
  relu: i32,
): void {
  const run = filterWidth * channels;
  const panelBytes = <usize>(filterHeight * run) * panelRow;
  const imageRow = (<usize>(width * channels)) << 2;
  const across = (<usize>(strideAcross * channels)) << 2;
  const down = <usize>strideDown * imageRow;
  const outRow = (<usize>filters) << 2;
  const pixels = outHeight * outWidth;
  const panels = (filters + panelColumns - 1) / panelColumns;
  const block = <usize>panels * panelBytes > manyFilters ? pixels : pixelsAtOnce;
  const flags = relu ? withRelu : 0;
  for (let p0 = 0; p0 < pixels; p0 += block) {
    const end = min(pixels, p0 + block);
    for (let panel = 0; panel < panels; panel++) {
      const first = panel * panelColumns;
      const b = packed + <usize>panel * panelBytes;
      const offset = bias !== 0 ? bias + ((<usize>first) << 2) : 0;
      for (let p = p0; p < end; p += 4) {
        const count = min(4, end - p);
        const a0 = seenBy(p, image, outWidth, down, across);
        const a1 = count > 1 ? seenBy(p + 1, image, outWidth, down, across) : a0;
        const a2 = count > 2 ? seenBy(p + 2, image, outWidth, down, across) : a0;
        const a3 = count > 3 ? seenBy(p + 3, image, outWidth, down, across) : a0;
        const to = out + <usize>p * outRow + ((<usize>first) << 2);
        tile(a0, a1, a2, a3, 4, run, imageRow, filterHeight, b, to, outRow, count, filters - first, offset, flags);
      }
    }
  }
}

/** Where the window of an output, counted along the rows, begins. */
function seenBy(output: i32, image: usize, outWidth: i32, down: usize, across: usize): usize {
  const row = output / outWidth;
  return image + <usize>row * down + <usize>(output - row * outWidth) * across;
}

/** Bytes that `filterGradientOfImage` needs to work in. */
export function gradientScratch(outWidth: i32, width: i32, channels: i32, filters: i32): usize {
  const panels = (filters + panelColumns - 1) / panelColumns;
  return <usize>(rowsAtOnce(outWidth, width, channels, filters) * outWidth * panels) * panelRow;
}

function rowsAtOnce(outWidth: i32, width: i32, channels: i32, filters: i32): i32 {
  return max(1, <i32>(seenAtOnce / ((<usize>(width * channels + outWidth * filters)) << 2)));
}

/**
 * Adds what one image, with its padding in it, gives to the gradient of the filters `[kh, kw, c, f]`, or writes it where
 * `add` is 0: `dW[i, j, c, f] = Σ x[y + i, x + j, c]·dy[y, x, f]`, some rows of the output at a time. Four values of a row of
 * `kw·c` are a strip; those from `firstStrip` to before `endStrip` are computed.
 */
export function filterGradientOfImage(
  image: usize,
  width: i32,
  channels: i32,
  dy: usize,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  filterWidth: i32,
  strideDown: i32,
  strideAcross: i32,
  gradient: usize,
  add: i32,
  firstStrip: i32,
  endStrip: i32,
  scratch: usize,
): void {
  const run = filterWidth * channels;
  const strips = (run + 3) / 4;
  const imageRow = (<usize>(width * channels)) << 2;
  const across = (<usize>(strideAcross * channels)) << 2;
  const down = <usize>strideDown * imageRow;
  const outRow = (<usize>filters) << 2;
  const block = rowsAtOnce(outWidth, width, channels, filters);
  for (let y0 = 0; y0 < outHeight; y0 += block) {
    const rows = min(block, outHeight - y0);
    const pixels = rows * outWidth;
    packColumns(dy + <usize>(y0 * outWidth) * outRow, outRow, 4, pixels, filters, scratch);
    const flags = y0 > 0 || add ? addToOutput : 0;
    for (let strip = firstStrip; strip < endStrip; strip++) {
      const i = strip / strips;
      const m = (strip - i * strips) * 4;
      const count = min(4, run - m);
      const a0 = image + <usize>y0 * down + <usize>i * imageRow + ((<usize>m) << 2);
      const a1 = count > 1 ? a0 + 4 : a0;
      const a2 = count > 2 ? a0 + 8 : a0;
      const a3 = count > 3 ? a0 + 12 : a0;
      const to = gradient + <usize>(i * run + m) * outRow;
      let panel = scratch;
      for (let f = 0; f < filters; f += panelColumns) {
        const c = to + ((<usize>f) << 2);
        tile(a0, a1, a2, a3, across, outWidth, down, rows, panel, c, outRow, count, filters - f, 0, flags);
        panel += <usize>pixels * panelRow;
      }
    }
  }
}
