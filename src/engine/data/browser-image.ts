import { say } from '../sayings.ts';
import type { PixelImage } from './images.ts';
import { whyUnread } from './why-unread.ts';

const readByBrowsers = ['PNG', 'JPEG', 'GIF', 'WebP', 'BMP', 'AVIF'] as const;

/**
 * Any picture the browser knows, as RGBA, turned as the camera noted. In a page or a worker.
 *
 * @throws Error that says what the file is or why it is damaged
 */
export async function decodeImageBlob(blob: Blob): Promise<PixelImage> {
  const bitmap = await createImageBitmap(blob, { premultiplyAlpha: 'none', colorSpaceConversion: 'none' }).catch(
    async () => {
      throw new Error(whyUnread(new Uint8Array(await blob.arrayBuffer()), readByBrowsers));
    },
  );
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error(say('noCanvas2d'));
    context.drawImage(bitmap, 0, 0);
    return { width, height, channels: 4, data: context.getImageData(0, 0, width, height).data };
  } finally {
    bitmap.close();
  }
}
