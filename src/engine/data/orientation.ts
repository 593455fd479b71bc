import type { PixelImage } from './images.ts';

const orientationTag = 0x0112;

/**
 * How a camera was held, 1…8, from a JPEG's Exif block; 1 (upright) where nothing is said. Browsers turn pictures by it,
 * so what reads them elsewhere must too.
 */
export function jpegOrientation(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
      const isExif = view.getUint8(at + 1) === 0xe1 && view.getUint32(at + 4) === 0x45786966;
      if (isExif) return tiffOrientation(view, at + 10);
    }
  } catch {
    // A block that ends too early says nothing.
  }
  return 1;
}

/** `tiff` is where the TIFF header begins; offsets inside count from there. */
function tiffOrientation(view: DataView, tiff: number): number {
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  const entries = view.getUint16(directory, little);
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + 12 * index;
    if (view.getUint16(entry, little) === orientationTag) return view.getUint16(entry + 8, little);
  }
  return 1;
}

/** The picture as it was seen. Orientations as in the Exif standard: 3 is upside down, 6 and 8 lie on a side. */
export function upright(image: PixelImage, orientation: number): PixelImage {
  if (orientation < 2 || orientation > 8) return image;
  const { width, height, channels, data } = image;
  const lies = orientation >= 5;
  const [newWidth, newHeight] = lies ? [height, width] : [width, height];
  const result = new Uint8Array(data.length);
  for (let y = 0; y < newHeight; y++) {
    for (let x = 0; x < newWidth; x++) {
      const [column, row] = lies ? [y, x] : [x, y];
      const fromRight = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
      const fromBottom = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
      const source = (fromBottom ? height - 1 - row : row) * width + (fromRight ? width - 1 - column : column);
      for (let channel = 0; channel < channels; channel++) {
        result[(y * newWidth + x) * channels + channel] = data[source * channels + channel] ?? 0;
      }
    }
  }
  return { width: newWidth, height: newHeight, channels, data: result };
}
