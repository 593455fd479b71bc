import type { NodeMode } from '../../src/core/document/schema.ts';
import type { Palette, Scene } from './paint.ts';
import type { Viewport } from './store.ts';

/** How much is seen of what a layer out of work shows: as on its card. */
export const contentAlpha: Readonly<Record<NodeMode, number>> = { bypass: 0.55, mute: 0.35 };

interface Look {
  readonly palette: Palette;
  readonly viewport: Viewport;
}

/** Over plain blocks that are out of work: a bypassed one is a dashed frame, a muted one a shade of its colour. */
export function paintResting(
  context: CanvasRenderingContext2D,
  { palette, viewport }: Look,
  blocks: Scene['blocks'],
): void {
  context.lineWidth = 1.5 / viewport.zoom;
  for (const { glyph: rect, mode, family } of blocks) {
    if (mode === null) continue;
    const { x, y, width, height } = rect;
    context.fillStyle = palette.canvas;
    context.fillRect(x, y, width, height);
    context.globalAlpha = mode === 'mute' ? contentAlpha.mute : 1;
    context.fillStyle = palette.family[family];
    context.strokeStyle = palette.family[family];
    context.setLineDash([3 / viewport.zoom, 2 / viewport.zoom]);
    if (mode === 'mute') context.fillRect(x, y, width, height);
    else context.strokeRect(x, y, width, height);
    context.setLineDash([]);
    context.globalAlpha = 1;
  }
}

/** The icon of the mode in a square of this size: an arc that leaps over a dot, or a circle that is struck out. */
export function paintMark(
  context: CanvasRenderingContext2D,
  { palette }: Look,
  mode: NodeMode,
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
): void {
  const at = (across: number, down: number) => [x + across * size, y + down * size] as const;
  context.strokeStyle = palette.text2;
  context.lineWidth = size / 10;
  context.beginPath();
  if (mode === 'mute') {
    context.arc(...at(0.5, 0.5), 0.4 * size, 0, 2 * Math.PI);
    context.moveTo(...at(0.22, 0.22));
    context.lineTo(...at(0.78, 0.78));
  } else {
    context.arc(...at(0.5, 0.65), 0.38 * size, Math.PI, 0);
    context.moveTo(...at(0.68, 0.5));
    context.lineTo(...at(0.88, 0.68));
    context.lineTo(...at(1.05, 0.48));
    context.moveTo(...at(0.57, 0.75));
    context.arc(...at(0.5, 0.75), 0.07 * size, 0, 2 * Math.PI);
  }
  context.stroke();
}
