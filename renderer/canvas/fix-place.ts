import type { App } from '../app.ts';
import { type Rect, rectOf } from './geometry.ts';
import { canvasOf, type Viewport } from './store.ts';

/** Of the card with the fixes, px on the screen. */
export const fixCardWidth = 272;
/** It keeps clear of the tools at the top, and of the edge of the canvas, px on the screen. */
export const fixCardRoom = { top: 60, bottom: 12 } as const;
/** What it is seldom higher than. */
const usualHeight = 330;

/**
 * To the right of the layer, to its left where there is no room; px on the screen. A card that is higher than the room under
 * `top` begins above it.
 */
export function fixCardPlace(
  { x, y, width }: Omit<Rect, 'height'>,
  viewport: Viewport,
  size: { readonly width: number; readonly height: number },
): { readonly left: number; readonly top: number } {
  const left = x * viewport.zoom + viewport.x;
  const right = left + width * viewport.zoom + 24;
  const beside = right + fixCardWidth + 12 <= size.width ? right : left - fixCardWidth - 24;
  const top = y * viewport.zoom + viewport.y - 40;
  return {
    left: Math.round(Math.max(12, Math.min(beside, size.width - fixCardWidth - 12))),
    top: Math.round(Math.max(fixCardRoom.top, top)),
  };
}

/** What the card with the fixes covers of the canvas at most, in its coordinates; `null` where there is none. */
export function coveredByFixes(app: App): Rect | null {
  const { selection, step } = app.ui.getState();
  const [id] = selection;
  if (id === undefined || selection.size !== 1 || step !== 'define') return null;
  const rect = rectOf(app.documents.getState().document, id);
  const problems = app.analyses.getState().analysis.node(id)?.problems ?? [];
  const { viewport, size, wiring } = canvasOf(app).store.getState();
  if (!rect || problems.length === 0 || wiring) return null;
  const { left, top: wanted } = fixCardPlace(rect, viewport, size);
  const top = Math.max(fixCardRoom.top, Math.min(wanted, size.height - fixCardRoom.bottom - usualHeight));
  return {
    x: (left - viewport.x) / viewport.zoom,
    y: (top - viewport.y) / viewport.zoom,
    width: fixCardWidth / viewport.zoom,
    height: usualHeight / viewport.zoom,
  };
}
