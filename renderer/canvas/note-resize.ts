import type { Position } from '../../src/core/document/schema.ts';
import type { Rect } from './geometry.ts';

/** Which edge or corner is dragged: -1 is left and top, 1 right and bottom, 0 neither. */
export type Side = readonly [across: -1 | 0 | 1, down: -1 | 0 | 1];

interface Limits {
  readonly minWidth: number;
  readonly minHeight: number;
  readonly max: number;
}

/** A rectangle after one of its sides was dragged; the opposite side stays where it is, also at the smallest size. */
export function resized(rect: Rect, [across, down]: Side, by: Position, { minWidth, minHeight, max }: Limits): Rect {
  const width = Math.min(max, Math.max(minWidth, rect.width + across * by.x));
  const height = Math.min(max, Math.max(minHeight, rect.height + down * by.y));
  return {
    x: across < 0 ? rect.x + rect.width - width : rect.x,
    y: down < 0 ? rect.y + rect.height - height : rect.y,
    width,
    height,
  };
}
