import type { Shape } from '../../core/math/shape.ts';

/**
 * An image's values with the channels before the places, as a channels-first model takes them; series and vectors stay.
 *
 * @param shape without batch, channels last.
 */
export function channelsFirst(image: Float32Array, shape: Shape): Float32Array {
  if (shape.length < 3) return image;
  const channels = shape.at(-1) ?? 1;
  const places = image.length / channels;
  return Float32Array.from(image, (_, i) => image[(i % places) * channels + Math.floor(i / places)] ?? 0);
}
