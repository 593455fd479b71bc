import { decodeImageFile } from '../decode-image.ts';
import type { PicturePlatform } from '../folder.ts';
import { prepareHere } from '../prepare.ts';
import type { DataReader } from '../source.ts';

/** Files of a test, decoded here, with no cache. */
export function plainPlatform(reader: DataReader): PicturePlatform {
  const decodeImage = async (bytes: Uint8Array) => decodeImageFile(bytes);
  return { reader, decodeImage, startPreparer: () => prepareHere(decodeImage), openCache: async () => null };
}
