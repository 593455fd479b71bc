import { fitImage, invert, type PixelImage, resizeArea, resizeBilinear, withChannels } from './images.ts';

/** Ink below this is paper: scans and lossy pictures are never quite black. */
const faintest = 24;

/** The longer side of a digit's ink in the embedded digits: 15 or 16 of 28 pixels, in all 5,000 but one. */
const embeddedDigitExtent = 16;

/**
 * Moves an image by whole pixels, so that its centre of mass comes to the middle of a `size`×`size` field, as MNIST's
 * images are (LeCun et al. 1998, section III-A). Greyscale, ink light on dark; ink never leaves the field while it fits.
 */
export function centreByMass(image: PixelImage, size: number): PixelImage {
  const box = inkBox(image, 1);
  const data = new Uint8Array(size * size);
  if (!box) return { width: size, height: size, channels: 1, data };
  const mass = centreOfMass(image);
  const left = place(size, mass.x - box.left, box.width);
  const top = place(size, mass.y - box.top, box.height);
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      if (top + y < 0 || top + y >= size || left + x < 0 || left + x >= size) continue;
      data[(top + y) * size + left + x] = image.data[(box.top + y) * image.width + box.left + x] ?? 0;
    }
  }
  return { width: size, height: size, channels: 1, data };
}

/**
 * A drawn or photographed digit as the digits that the network learned: light ink on black (turned over where the
 * border is light), the ink scaled to `extent` pixels along its longer side, its centre of mass in the middle; then
 * fitted to the network's `[height, width, channels]`. An empty picture stays empty.
 */
export function prepareDigit(
  picture: PixelImage,
  shape: readonly [number, number, number],
  extent: number = embeddedDigitExtent,
): PixelImage {
  const grey = withChannels(picture, 1);
  const ink = isLightAround(grey) ? invert(grey) : grey;
  const box = inkBox(ink, faintest);
  const size = 28;
  if (!box) return fitImage({ width: size, height: size, channels: 1, data: new Uint8Array(size * size) }, shape);
  const scale = extent / Math.max(box.width, box.height);
  const [height, width] = [Math.max(1, Math.round(box.height * scale)), Math.max(1, Math.round(box.width * scale))];
  const cut = crop(ink, box);
  const scaled = scale < 1 ? resizeArea(cut, height, width) : resizeBilinear(cut, height, width);
  return fitImage(centreByMass(scaled, size), shape);
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Smallest rectangle around every pixel of at least `faint`; `null` for an empty picture. */
function inkBox(image: PixelImage, faint: number): Box | null {
  let [left, right, top, bottom] = [image.width, -1, image.height, -1];
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      if ((image.data[y * image.width + x] ?? 0) < faint) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function crop(image: PixelImage, box: Box): PixelImage {
  const data = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const start = (box.top + y) * image.width + box.left;
    data.set(image.data.subarray(start, start + box.width), y * box.width);
  }
  return { width: box.width, height: box.height, channels: 1, data };
}

/** In pixels from the top left corner, each pixel's mass at its middle. */
function centreOfMass(image: PixelImage): { x: number; y: number } {
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const value = image.data[y * image.width + x] ?? 0;
      sum += value;
      sumX += value * (x + 0.5);
      sumY += value * (y + 0.5);
    }
  }
  return { x: sumX / sum, y: sumY / sum };
}

/** Where a span of `length` begins, so that `centre` within it lies in the middle and the span stays inside. */
function place(size: number, centre: number, length: number): number {
  const wished = Math.round(size / 2 - centre);
  return length > size ? wished : Math.min(Math.max(wished, 0), size - length);
}

function isLightAround(image: PixelImage): boolean {
  const { width, height, data } = image;
  let [sum, count] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (x > 0 && y > 0 && x < width - 1 && y < height - 1) continue;
      sum += data[y * width + x] ?? 0;
      count++;
    }
  }
  return sum / count > 127;
}
