import type { DifferenceKind } from '../../../src/core/document/diff/differences.ts';
import type { Position } from '../../../src/core/document/schema.ts';
import { grow, overlaps, type Rect } from '../../canvas/geometry.ts';
import type { Scene } from '../../canvas/paint.ts';
import type { Viewport } from '../../canvas/store.ts';
import { wirePath } from '../../canvas/wire-path.ts';
import type { Marks } from './sides.ts';

type LayerKind = Exclude<DifferenceKind, 'wire'>;

/** Colours of the theme that is on, by kind of difference. */
export interface MarkColours {
  readonly of: Readonly<Record<LayerKind, string>>;
  readonly onMark: string;
  readonly font: string;
}

export const markVariables: Readonly<Record<DifferenceKind, string>> = {
  added: '--ok',
  removed: '--err',
  changed: '--warn',
  renamed: '--info',
  affected: '--text-3',
  wire: '--warn',
};

/** Beside the colour, for those who do not see it. */
export const signs: Readonly<Record<DifferenceKind, string>> = {
  added: '+',
  removed: '−',
  changed: '≠',
  renamed: 'ab',
  affected: '↓',
  wire: '⇢',
};

/** Outlines differ by their dashes too, px on the screen. */
const dashes: Readonly<Record<LayerKind, readonly number[]>> = {
  added: [],
  removed: [7, 4],
  changed: [12, 3, 2, 3],
  renamed: [2, 2],
  affected: [1, 4],
};

/** Reads the colours once a theme: computed styles are slow to ask for in every frame. */
export function createMarkColoursReader(): (element: Element) => MarkColours {
  let theme: string | undefined;
  let colours: MarkColours | null = null;
  return (element) => {
    const now = document.documentElement.dataset.theme;
    if (!colours || theme !== now) colours = readMarkColours(element);
    theme = now;
    return colours;
  };
}

function readMarkColours(element: Element): MarkColours {
  const style = getComputedStyle(element);
  const read = (kind: DifferenceKind) => style.getPropertyValue(markVariables[kind]).trim();
  return {
    of: {
      added: read('added'),
      removed: read('removed'),
      changed: read('changed'),
      renamed: read('renamed'),
      affected: read('affected'),
    },
    onMark: style.getPropertyValue('--text-inv').trim(),
    font: style.fontFamily,
  };
}

export interface MarkInput {
  readonly scene: Scene;
  readonly marks: Marks;
  readonly viewport: Viewport;
  readonly width: number;
  readonly height: number;
  readonly colours: MarkColours;
  readonly words: Readonly<Record<LayerKind, string>>;
  /** Blocks that are looked at. */
  readonly selection: ReadonlySet<string>;
  readonly ink: string;
}

/** Over the drawing: wires and outlines of what differs, with its sign where there is room, and its word where there is more. */
export function paintMarks(context: CanvasRenderingContext2D, input: MarkInput): void {
  const { viewport, scene, marks, width, height } = input;
  const view = { x: 0, y: 0, width, height };
  const onScreen = ({ x, y, width: w, height: h }: Rect): Rect => ({
    x: x * viewport.zoom + viewport.x,
    y: y * viewport.zoom + viewport.y,
    width: w * viewport.zoom,
    height: h * viewport.zoom,
  });
  paintWires(context, input);
  for (const block of scene.blocks) {
    const kind = marks.blocks.get(block.id);
    const rect = onScreen(viewport.zoom >= cardZoom ? block.rect : block.glyph);
    if (!overlaps(rect, view)) continue;
    if (input.selection.has(block.id)) paintRing(context, input, rect);
    if (kind === undefined) continue;
    paintOutline(context, input, kind, rect);
    paintSign(context, input, kind, rect, block.stack === 'alone' || block.stack === 'top');
  }
}

/** From here on the overview draws cards. */
const cardZoom = 0.38;

function paintWires(context: CanvasRenderingContext2D, { scene, marks, viewport, colours }: MarkInput): void {
  if (marks.wires.size === 0) return;
  context.save();
  context.translate(viewport.x, viewport.y);
  context.scale(viewport.zoom, viewport.zoom);
  context.lineWidth = 2.5 / viewport.zoom;
  for (const kind of ['added', 'removed', 'changed'] as const) {
    const wires = scene.wires.filter(({ id }) => marks.wires.get(id) === kind);
    if (wires.length === 0) continue;
    context.strokeStyle = colours.of[kind];
    context.setLineDash(dashes[kind].map((length) => length / viewport.zoom));
    context.stroke(new Path2D(wires.map(({ from, to, channel, via }) => wirePath(from, to, channel, via)).join('')));
  }
  context.restore();
}

function paintOutline(context: CanvasRenderingContext2D, { colours }: MarkInput, kind: LayerKind, rect: Rect): void {
  const small = rect.height < tag.least;
  const { x, y, width, height } = small ? grow(rect, 1) : rect;
  context.save();
  context.beginPath();
  context.roundRect(x, y, width, height, Math.min(8, height / 4));
  context.fillStyle = colours.of[kind];
  context.globalAlpha = kind === 'affected' ? 0 : small ? 0.4 : 0.14;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = kind === 'affected' || small ? 1.5 : 2.5;
  context.strokeStyle = colours.of[kind];
  context.setLineDash(dashes[kind].map((length) => (small ? length / 2 : length)));
  context.stroke();
  context.restore();
}

/** Around what is looked at, outside its own outline. */
function paintRing(context: CanvasRenderingContext2D, { ink }: MarkInput, rect: Rect): void {
  const { x, y, width, height } = grow(rect, 5);
  context.strokeStyle = ink;
  context.lineWidth = 2;
  context.beginPath();
  context.roundRect(x, y, width, height, Math.min(12, height / 3));
  context.stroke();
}

const tag = { height: 14, padding: 5, text: 10.5, least: 12 };

/** On the upper edge of a block at its right end; in a strip, which touches the one above it, inside. */
function paintSign(
  context: CanvasRenderingContext2D,
  { colours, words, viewport }: MarkInput,
  kind: LayerKind,
  rect: Rect,
  free: boolean,
): void {
  if (rect.height < tag.least || viewport.zoom < cardZoom / 2) return;
  context.font = `620 ${tag.text}px ${colours.font}`;
  const long = `${signs[kind]} ${words[kind]}`;
  const room = rect.width - 12;
  const text = free && context.measureText(long).width + 2 * tag.padding <= room ? long : signs[kind];
  const width = Math.max(tag.height, context.measureText(text).width + 2 * tag.padding);
  const at: Position = {
    x: rect.x + rect.width - width - (free ? 6 : 4),
    y: free ? rect.y - tag.height / 2 : rect.y + (rect.height - tag.height) / 2,
  };
  context.fillStyle = colours.of[kind];
  context.beginPath();
  context.roundRect(at.x, at.y, width, tag.height, 4);
  context.fill();
  context.fillStyle = colours.onMark;
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  context.fillText(text, at.x + width / 2, at.y + tag.height / 2 + 0.5);
  context.textAlign = 'start';
}
