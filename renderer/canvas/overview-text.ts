import type { Cutter } from './cut-text.ts';
import type { Palette } from './paint.ts';
import type { Viewport } from './store.ts';

interface TextLook {
  readonly palette: Palette;
  readonly texts: Cutter;
  readonly viewport: Viewport;
}

export interface Text {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly room: number;
  /** Height, in px of the drawing. */
  readonly size: number;
  readonly weight: number;
  /** A line around it in the colour of the canvas. */
  readonly halo?: boolean;
}

/** Text where it fits, else cut with an ellipsis; nothing where not even three letters fit. */
export function paintText(context: CanvasRenderingContext2D, { palette, texts, viewport }: TextLook, it: Text): void {
  const shown = texts.cut(it.text, it.room / it.size, it.weight);
  if (shown === '') return;
  context.font = `${it.weight} ${it.size}px ${palette.font}`;
  if (it.halo) {
    context.strokeStyle = palette.canvas;
    context.lineWidth = 4 / viewport.zoom;
    context.lineJoin = 'round';
    context.strokeText(shown, it.x, it.y);
  }
  context.fillText(shown, it.x, it.y);
}
