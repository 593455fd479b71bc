import type { MiniDiagram } from '../../src/core/figures/mini-diagram.ts';
import { contentAlpha, paintMark } from './overview-modes.ts';
import type { OverviewInput } from './overview-paint.ts';
import { paintText } from './overview-text.ts';
import type { Scene, SceneCard } from './paint.ts';
import { wrongLayers } from './wrong-layers.ts';

const textSize = 11;
const head = 28;
/** Highest text that the head of a card holds, px at 100 %: from farther away the name stands above it. */
const headText = 24;

/** How far a name above a card may stand out to its right, px at 100 %: there is nothing between columns. */
const beside = 40;

/** A collapsed group from far away: its layers in little, its name in or above its head, and its output where it can be read. */
export function paintGroupCard(
  context: CanvasRenderingContext2D,
  input: OverviewInput,
  { rect, title }: Scene['blocks'][number],
  card: SceneCard,
): void {
  const { viewport, palette, selection, analysis } = input;
  const { x, y, width, height } = rect;
  const wrong = wrongLayers(analysis);
  const error = card.layers.some((id) => wrong.has(id));
  const selected = card.layers.every((id) => selection.has(id));
  context.lineWidth = (error || selected ? 2 : 1) / viewport.zoom;
  for (const offset of [6, 3, 0]) {
    context.beginPath();
    context.roundRect(x + offset, y + offset, width, height, 8);
    context.fillStyle = palette.node;
    context.fill();
    context.strokeStyle = offset > 0 ? palette.line : error ? palette.error : selected ? palette.ink : palette.line;
    if (offset === 0 && card.mode === 'bypass') context.setLineDash([4, 3]);
    context.stroke();
    context.setLineDash([]);
  }
  if (card.diagram) {
    context.save();
    context.translate(x + (width - card.diagram.width) / 2, y + head);
    paintDiagram(context, input, card.diagram);
    context.restore();
  } else {
    context.globalAlpha = card.mode ? contentAlpha[card.mode] : 1;
    context.fillStyle = palette.family[card.family];
    context.fillRect(x + 12, y + head + 5, width - 24, 14);
    context.globalAlpha = 1;
  }
  const size = textSize / viewport.zoom;
  const inHead = size <= headText;
  context.textBaseline = inHead ? 'middle' : 'bottom';
  context.fillStyle = palette.text;
  const mark = size * 1.2;
  const marks = inHead ? card.modes : [];
  marks.forEach((mode, i) => {
    paintMark(context, input, mode, { x: x + width - 8 - mark - i * mark * 1.3, y: y + (head - mark) / 2, size: mark });
  });
  const inside = -20 - marks.length * mark * 1.3;
  const name = { text: title, x: x + (inHead ? 12 : 0), room: width + (inHead ? inside : beside), size, weight: 620 };
  paintText(context, input, { ...name, y: inHead ? y + head / 2 : y - 2 / viewport.zoom, halo: !inHead });
  if (!inHead) return;
  context.fillStyle = palette.text2;
  const shape = { text: input.shapeOf?.(card) ?? '', size: size * 0.94, weight: 430 };
  paintText(context, input, { ...shape, x: x + 12, y: y + height - head / 2, room: width - 20 });
}

const paths = new WeakMap<MiniDiagram, { readonly wires: Path2D; readonly blocks: readonly Path2D[] }>();

/** Made once a diagram: drawing them is cheap, reading them is not. */
function pathsOf(diagram: MiniDiagram) {
  const known = paths.get(diagram);
  if (known) return known;
  const made = { wires: new Path2D(diagram.wires), blocks: diagram.blocks.map(({ path }) => new Path2D(path)) };
  paths.set(diagram, made);
  return made;
}

function paintDiagram(
  context: CanvasRenderingContext2D,
  { palette, viewport }: OverviewInput,
  diagram: MiniDiagram,
): void {
  const { wires, blocks } = pathsOf(diagram);
  context.strokeStyle = palette.edge;
  context.lineWidth = Math.max(1, 0.75 / viewport.zoom);
  context.stroke(wires);
  diagram.blocks.forEach(({ family, mode }, i) => {
    const path = blocks[i];
    if (!path) return;
    context.globalAlpha = mode ? contentAlpha[mode] : 1;
    context.fillStyle = palette.family[family];
    context.fill(path);
  });
}
