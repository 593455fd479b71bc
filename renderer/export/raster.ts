import { fail, ok, type Result } from '../../src/core/result.ts';

export const scales = [1, 2, 3, 4] as const;
export type Scale = (typeof scales)[number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type RasterProblem =
  /** `largest`: the largest scale that can be drawn; `null` where none can. */
  ({ readonly code: 'tooLarge'; readonly largest: Scale | null } & Size) | { readonly code: 'notDrawn' };

/** What browsers draw: Chromium refuses longer sides, and more pixels than this take over half a GiB. */
const limits = { side: 16_384, pixels: 150_000_000 } as const;

/** Size of an SVG file in its own units. */
export function svgSize(svg: string): Size {
  const [, , width = 0, height = 0] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').split(' ').map(Number);
  return { width, height };
}

/** Pixels of a picture at a scale, or why it cannot be drawn. */
export function pixelSize(size: Size, scale: Scale): Result<Size, RasterProblem> {
  const pixels = pixelsAt(size, scale);
  if (fits(pixels)) return ok(pixels);
  const largest = scales.findLast((other) => fits(pixelsAt(size, other))) ?? null;
  return fail({ code: 'tooLarge', largest, ...pixels });
}

const pixelsAt = ({ width, height }: Size, scale: Scale): Size => ({
  width: Math.max(1, Math.round(width * scale)),
  height: Math.max(1, Math.round(height * scale)),
});

const fits = ({ width, height }: Size): boolean =>
  Math.max(width, height) <= limits.side && width * height <= limits.pixels;

/** A PNG of an SVG file, drawn by the browser. */
export async function rasterise(svg: string, scale: Scale): Promise<Result<Uint8Array, RasterProblem>> {
  const size = pixelSize(svgSize(svg), scale);
  if (!size.ok) return size;
  const { width, height } = size.value;
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    Object.assign(canvas, size.value);
    const context = canvas.getContext('2d');
    if (!context) return fail({ code: 'notDrawn' });
    context.drawImage(image, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    return blob ? ok(new Uint8Array(await blob.arrayBuffer())) : fail({ code: 'notDrawn' });
  } catch {
    return fail({ code: 'notDrawn' });
  } finally {
    URL.revokeObjectURL(url);
  }
}
