import { decode as decodePng } from 'fast-png';
import { say } from '../sayings.ts';
import { unpackBits } from './decode-image.ts';
import { fitNearest, type PixelImage } from './images.ts';
import { type Sight, seeImage } from './see-image.ts';
import type { ImageDecoder } from './source.ts';

/** The files of a sample: a picture, and for segmentation its mask. */
export type SampleFiles = readonly [picture: Uint8Array, mask?: Uint8Array];

/** Makes pictures ready, wherever it does so. */
export interface Preparer {
  /**
   * The picture's bytes as the network's input, then those of its mask, one a pixel, as the file numbers its classes.
   * Takes the files over. Rejects with what is wrong with them.
   */
  prepare(files: SampleFiles, fit: Sight): Promise<readonly Uint8Array[]>;
  destroy(): void;
}

export async function prepareSample(
  [picture, mask]: SampleFiles,
  fit: Sight,
  decode: ImageDecoder,
): Promise<readonly Uint8Array[]> {
  const [height, width] = fit.shape;
  const image = await decode(picture);
  const parts = [bytesOf(seeImage(image, fit))];
  if (!mask) return parts;
  const classes = decodeMask(mask);
  if (classes.height !== image.height || classes.width !== image.width) {
    const sizes = { mask: `${classes.height}×${classes.width}`, picture: `${image.height}×${image.width}` };
    throw new Error(say('maskSize', sizes));
  }
  return [...parts, bytesOf(fitNearest(classes, height, width, fit.resize))];
}

/** Here, one picture after the other: for a few of them, threads cost more than they give. */
export const prepareHere = (decode: ImageDecoder): Preparer => ({
  prepare: (files, fit) => prepareSample(files, fit, decode),
  destroy: () => undefined,
});

const bytesOf = ({ data }: PixelImage): Uint8Array =>
  data instanceof Uint8Array ? data : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/**
 * A PNG's classes, one byte a pixel: indices of its palette, or its greys.
 *
 * @throws Error for other files and for colours without a palette
 */
function decodeMask(bytes: Uint8Array): PixelImage {
  const png = (() => {
    try {
      return decodePng(bytes);
    } catch {
      throw new Error(say('maskNoPng'));
    }
  })();
  const { width, height, depth, channels } = png;
  const grey = (data: Uint8Array): PixelImage => ({ width, height, channels: 1, data });
  // A palette's indices, and greys of few bits, are classes as they stand.
  if (channels === 1 && depth < 8) return grey(unpackBits(png.data, width, height, depth));
  if (depth === 16) throw new Error(say('maskDeep'));
  const { data } = png;
  if (channels === 1) return grey(new Uint8Array(data));
  const first = new Uint8Array(width * height);
  const colours = channels >= 3 ? 3 : 1;
  for (let pixel = 0; pixel < first.length; pixel++) {
    const value = data[pixel * channels] ?? 0;
    for (let channel = 1; channel < colours; channel++) {
      if (data[pixel * channels + channel] !== value) {
        throw new Error(say('maskColours'));
      }
    }
    first[pixel] = value;
  }
  return grey(first);
}
