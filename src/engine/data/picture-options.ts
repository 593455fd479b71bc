import type { ResizeMode } from '../../core/document/data-ref.ts';
import { pictureShape } from './dataset.ts';
import type { PictureFit } from './images.ts';

/** What a data reference says about its pictures. */
export interface PictureOptions {
  readonly resize?: ResizeMode;
  readonly colour?: 'grey' | 'rgb';
}

/** Larger pictures are reduced to this when nobody says what the network takes. */
const largestOwnSide = 256;

/**
 * How pictures are fitted to a network, or to the first of them where the network takes none.
 *
 * @param inputShape of the network, if known
 * @param first size of the first picture; `null`: there is none to be read
 */
export function fitOf(
  { resize = 'stretch', colour }: PictureOptions,
  inputShape: readonly number[] | undefined,
  first: { readonly height: number; readonly width: number } | null,
): PictureFit | null {
  const wanted = pictureShape(inputShape ?? []);
  const [height, width] = wanted ?? (first ? ownSize(first) : []);
  if (height === undefined || width === undefined) return null;
  const channels = colour === 'rgb' ? 3 : (wanted?.[2] ?? (colour === 'grey' ? 1 : 3));
  return { shape: [height, width, channels], resize, grey: colour === 'grey' };
}

function ownSize({ height, width }: { readonly height: number; readonly width: number }): [number, number] {
  const scale = Math.min(1, largestOwnSide / Math.max(height, width));
  return [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale))];
}
