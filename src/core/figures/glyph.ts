import type { LayerNode } from '../document/schema.ts';
import { layerOf } from '../layers/registry.ts';
import type { Rect } from './geometry.ts';

/** How much of its card a block takes up from far away, 0 to 1 each way, and which end of the card it keeps to. */
export interface Glyph {
  readonly width: number;
  readonly height: number;
  readonly end: 'top' | 'bottom';
}

/** A window of one step takes up 42 % of the card, one of seven or more all of it. */
const extentOf = (steps: number): number => Math.min(1, 0.32 + 0.1 * steps);

/** Of layers without a window. */
export const wholeGlyph: Glyph = { width: 1, height: 1, end: 'bottom' };
/** Of all poolings: as a convolution of three steps. */
export const poolGlyph: Glyph = { width: extentOf(3), height: extentOf(3), end: 'bottom' };
export const mergeGlyph: Glyph = { width: 1, height: extentOf(1), end: 'top' };

/**
 * The shape of a block that has no room for text: a convolution's follows its window, so that 1×7 is wide and 7×1 is tall;
 * all poolings are alike, and a merge is a bar that its branches run into.
 */
export function glyphOf(node: Pick<LayerNode, 'kind' | 'params'>): Glyph {
  const family = layerOf(node.kind)?.doc.family;
  if (family === 'merge') return mergeGlyph;
  if (family === 'pooling') return poolGlyph;
  const window = windowOf(node.params.kernelSize);
  return window ? { width: extentOf(window.width), height: extentOf(window.height), end: 'bottom' } : wholeGlyph;
}

/** A window along one axis is as wide as it is long. */
function windowOf(kernel: unknown): { readonly width: number; readonly height: number } | null {
  const steps = (Array.isArray(kernel) ? kernel : [kernel]).filter((step) => typeof step === 'number');
  const width = steps.at(-1);
  return width === undefined ? null : { width, height: steps.at(-2) ?? width };
}

/** A glyph in the middle of its card, at the end that it keeps to. */
export function placeGlyph({ width, height, end }: Glyph, card: Rect): Rect {
  const size = { width: width * card.width, height: height * card.height };
  return {
    ...size,
    x: card.x + (card.width - size.width) / 2,
    y: end === 'top' ? card.y : card.y + card.height - size.height,
  };
}
