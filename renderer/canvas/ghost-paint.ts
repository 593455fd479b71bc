import type { Ghosts } from './ghosts.ts';
import type { Palette } from './paint.ts';
import type { Viewport } from './store.ts';
import { wirePath } from './wire-path.ts';

interface GhostInput {
  readonly ghosts: Ghosts;
  readonly titleOf: (id: string) => string;
  readonly viewport: Viewport;
  readonly palette: Palette;
}

const textSize = 11.5;

/** The layers and wires that a change would add, on the drawing of a network that is far away. */
export function paintGhosts(
  context: CanvasRenderingContext2D,
  { ghosts, titleOf, viewport, palette }: GhostInput,
): void {
  if (ghosts.nodes.length + ghosts.wires.length === 0) return;
  const pixel = 1 / viewport.zoom;
  context.save();
  context.translate(viewport.x, viewport.y);
  context.scale(viewport.zoom, viewport.zoom);
  context.strokeStyle = palette.info;
  context.lineWidth = 1.75 * pixel;
  context.setLineDash([5 * pixel, 3 * pixel]);
  for (const { from, to } of ghosts.wires) context.stroke(new Path2D(wirePath(from, to)));
  context.font = `620 ${textSize * pixel}px ${palette.font}`;
  context.textBaseline = 'middle';
  for (const { id, rect } of ghosts.nodes) {
    context.beginPath();
    context.roundRect(rect.x, rect.y, rect.width, rect.height, 8);
    context.fillStyle = palette.node;
    context.fill();
    context.stroke();
    const title = titleOf(id);
    const room = rect.width - 16 * pixel;
    if (context.measureText(title).width > room) continue;
    context.fillStyle = palette.info;
    context.fillText(title, rect.x + 8 * pixel, rect.y + rect.height / 2);
  }
  context.restore();
}
