import type { Analysis } from '../../src/core/analysis/types.ts';
import { families } from '../../src/core/layers/define.ts';
import type { Cutter } from './cut-text.ts';
import { cardZoom } from './fit.ts';
import { overlaps, type Rect } from './geometry.ts';
import { paintGroupCard } from './overview-cards.ts';
import { contentAlpha, paintMark, paintResting } from './overview-modes.ts';
import { paintNotes } from './overview-notes.ts';
import { paintText } from './overview-text.ts';
import type { Palette, Scene, SceneCard } from './paint.ts';
import type { Viewport } from './store.ts';
import { wirePath } from './wire-path.ts';
import { wrongLayers } from './wrong-layers.ts';

export interface OverviewInput {
  readonly scene: Scene;
  readonly analysis: Analysis;
  readonly viewport: Viewport;
  readonly width: number;
  readonly height: number;
  readonly selection: ReadonlySet<string>;
  readonly selectedNotes?: ReadonlySet<string>;
  /** Layers that the change under the pointer would change. */
  readonly changed: ReadonlyMap<string, unknown>;
  /** Level of a layer's share, 1 to 5; 0 where layers are not coloured by it. */
  readonly heatOf: (id: string) => number;
  /** Level of the gradient that flows back through each wire, where that is shown. */
  readonly flow?: ReadonlyMap<string, number>;
  /** The group that is selected as a whole. */
  readonly selectedGroup: string | null;
  readonly palette: Palette;
  readonly texts: Cutter;
  /** What a collapsed group puts out, as its card says it. */
  readonly shapeOf?: (card: SceneCard) => string;
}

const textSize = 11;

/** Draws what is in view; text stays 11 px high at any zoom. */
export function paintOverview(context: CanvasRenderingContext2D, input: OverviewInput): void {
  input.texts.begin();
  const { viewport, width, height, scene } = input;
  const view: Rect = {
    x: -viewport.x / viewport.zoom,
    y: -viewport.y / viewport.zoom,
    width: width / viewport.zoom,
    height: height / viewport.zoom,
  };
  context.save();
  context.translate(viewport.x, viewport.y);
  context.scale(viewport.zoom, viewport.zoom);
  paintGroups(context, input, view);
  paintNotes(context, input, view);
  paintWires(context, input);
  const visible = scene.blocks.filter((block) => overlaps(block.rect, view));
  const layers = visible.filter(({ card }) => card === null);
  if (viewport.zoom >= cardZoom) for (const block of layers) paintCard(context, input, block);
  else paintPlain(context, input, layers);
  for (const block of visible) if (block.card) paintGroupCard(context, input, block, block.card);
  paintChanged(context, input, visible);
  paintGroupNames(context, input, view);
  context.restore();
}

function paintGroups(context: CanvasRenderingContext2D, input: OverviewInput, view: Rect) {
  const { scene, palette, viewport, selectedGroup } = input;
  for (const { id, rect } of scene.groups) {
    const selected = id === selectedGroup;
    context.lineWidth = (selected ? 2 : 1) / viewport.zoom;
    if (!overlaps(rect, view)) continue;
    context.fillStyle = palette.group;
    context.strokeStyle = selected ? palette.ink : palette.line;
    context.beginPath();
    context.roundRect(rect.x, rect.y, rect.width, rect.height, 12);
    context.fill();
    context.stroke();
  }
}

/** Over the layers: from far away a name is higher than the room between a frame and what stands above it. */
function paintGroupNames(context: CanvasRenderingContext2D, input: OverviewInput, view: Rect) {
  for (const group of input.scene.groups) if (overlaps(group.rect, view)) paintGroupName(context, input, group);
}

type GroupName = Pick<Scene['groups'][number], 'rect' | 'name' | 'depth'>;

/** In the header while it has room; from farther away, names of outer groups stand above their frames. */
function paintGroupName(context: CanvasRenderingContext2D, input: OverviewInput, group: GroupName) {
  const { palette, viewport } = input;
  const { rect, name, depth } = group;
  const size = textSize / viewport.zoom;
  const inHeader = size <= headerText;
  if (!inHeader && depth > 0) return;
  context.fillStyle = palette.text2;
  context.textBaseline = inHeader ? 'middle' : 'bottom';
  const text = { text: name, weight: 620 };
  if (inHeader) paintText(context, input, { ...text, x: rect.x + 12, y: rect.y + 20, room: rect.width - 24, size });
  else {
    // A halo in the colour of the canvas, as maps have it, keeps the name apart from what it crosses.
    const place = { x: rect.x, y: rect.y - 2 / viewport.zoom, room: rect.width, size: 0.95 * size };
    paintText(context, input, { ...text, ...place, halo: true });
  }
}

/** Highest text of a header, px at 100 %: beyond, it would run into the layers. */
const headerText = 28;

/** All wires of a scene as two paths, made once: building them costs more than drawing them. */
const paths = new WeakMap<Scene, { readonly live: Path2D; readonly dead: Path2D }>();

function wiresOf(scene: Scene) {
  const known = paths.get(scene);
  if (known) return known;
  const pathOf = (wires: Scene['wires']) =>
    new Path2D(wires.map(({ from, to, channel, via }) => wirePath(from, to, channel, via)).join(''));
  const made = {
    live: pathOf(scene.wires.filter(({ dead }) => !dead)),
    dead: pathOf(scene.wires.filter(({ dead }) => dead)),
  };
  paths.set(scene, made);
  return made;
}

/** The same by level, made once for each time that something was measured. */
const byLevel = new WeakMap<
  ReadonlyMap<string, number>,
  { readonly scene: Scene; readonly paths: readonly Path2D[] }
>();

function flowPaths(scene: Scene, flow: ReadonlyMap<string, number>): readonly Path2D[] {
  const known = byLevel.get(flow);
  if (known?.scene === scene) return known.paths;
  const made = [0, 1, 2, 3, 4, 5].map((level) => {
    const wires = scene.wires.filter(({ id }) => (flow.get(id) ?? 0) === level);
    return new Path2D(wires.map(({ from, to, channel, via }) => wirePath(from, to, channel, via)).join(''));
  });
  byLevel.set(flow, { scene, paths: made });
  return made;
}

function paintWires(context: CanvasRenderingContext2D, { scene, palette, viewport, flow }: OverviewInput) {
  context.strokeStyle = palette.edge;
  context.lineWidth = Math.max(1.5, 1 / viewport.zoom);
  if (flow) {
    flowPaths(scene, flow).forEach((path, level) => {
      context.strokeStyle = palette.heat[level - 1] ?? palette.edge;
      context.lineWidth = Math.max(1.5, 1 / viewport.zoom) * (level === 0 ? 1 : 0.6 + 0.35 * level);
      context.stroke(path);
    });
    return;
  }
  const { live, dead } = wiresOf(scene);
  context.stroke(live);
  context.globalAlpha = contentAlpha.mute;
  context.stroke(dead);
  context.globalAlpha = 1;
}

/** Plain blocks, all of a family or of a heat at a time; then a ring around those that are selected or wrong. */
function paintPlain(context: CanvasRenderingContext2D, input: OverviewInput, blocks: Scene['blocks']): void {
  const { viewport, palette, selection, analysis, heatOf } = input;
  const levels = blocks.map(({ id }) => heatOf(id));
  paintStubs(context, input, blocks);
  const fill = (colour: string, is: (block: Scene['blocks'][number], level: number) => boolean) => {
    context.fillStyle = colour;
    context.beginPath();
    blocks.forEach((block, i) => {
      const { x, y, width, height } = block.glyph;
      if (is(block, levels[i] ?? 0)) context.rect(x, y, width, height);
    });
    context.fill();
  };
  const heated = levels.some((level) => level > 0);
  if (heated) {
    fill(palette.line, (_, level) => level === 0);
    for (const [i, colour] of palette.heat.entries()) fill(colour, (_, level) => level === i + 1);
  } else for (const family of families) fill(palette.family[family], (block) => block.family === family);
  paintForeign(context, input, blocks);
  paintResting(context, input, blocks);
  context.lineWidth = 2 / viewport.zoom;
  const wrong = wrongLayers(analysis);
  for (const { id, glyph: rect } of blocks) {
    const error = wrong.has(id);
    if (!error && !selection.has(id)) continue;
    context.strokeStyle = error ? palette.error : palette.ink;
    context.strokeRect(rect.x, rect.y, rect.width, rect.height);
  }
}

/** From where wires end, at the edge of the card, to the block that stands in it. */
function paintStubs(context: CanvasRenderingContext2D, { palette, viewport }: OverviewInput, blocks: Scene['blocks']) {
  context.strokeStyle = palette.edge;
  context.lineWidth = Math.max(1.5, 1 / viewport.zoom);
  context.beginPath();
  for (const { rect, glyph, stack } of blocks) {
    if (glyph.height >= rect.height || stack === 'middle' || stack === 'bottom') continue;
    const x = rect.x + rect.width / 2;
    context.moveTo(x, rect.y);
    context.lineTo(x, rect.y + rect.height);
  }
  context.stroke();
}

/** Layers that Stride does not know are hollow: nothing is known of what is in them. */
function paintForeign(context: CanvasRenderingContext2D, input: OverviewInput, blocks: Scene['blocks']): void {
  const { palette, viewport } = input;
  context.lineWidth = 1.5 / viewport.zoom;
  for (const { glyph: rect, foreign, family } of blocks) {
    if (!foreign) continue;
    context.fillStyle = palette.node;
    context.fillRect(rect.x, rect.y, rect.width, rect.height);
    context.strokeStyle = palette.family[family];
    context.setLineDash([3 / viewport.zoom, 2 / viewport.zoom]);
    context.strokeRect(rect.x, rect.y, rect.width, rect.height);
    context.setLineDash([]);
  }
}

/** Dashes around what a change under the pointer would change. */
function paintChanged(context: CanvasRenderingContext2D, input: OverviewInput, blocks: Scene['blocks']): void {
  const { changed, palette, viewport } = input;
  if (changed.size === 0) return;
  context.lineWidth = 2 / viewport.zoom;
  context.strokeStyle = palette.ink;
  context.setLineDash([4 / viewport.zoom, 3 / viewport.zoom]);
  const margin = 3 / viewport.zoom;
  for (const { id, rect, stack } of blocks) {
    // A strip changes with the layer above it.
    if (!changed.has(id) || stack === 'middle' || stack === 'bottom') continue;
    context.strokeRect(rect.x - margin, rect.y - margin, rect.width + 2 * margin, rect.height + 2 * margin);
  }
  context.setLineDash([]);
}

const corners = { alone: 8, top: [8, 8, 0, 0], middle: 0, bottom: [0, 0, 8, 8] };

function paintCard(context: CanvasRenderingContext2D, input: OverviewInput, block: Scene['blocks'][number]): void {
  const { viewport, palette, selection, analysis, heatOf } = input;
  const { x, y, width, height } = block.rect;
  const alpha = block.mode ? contentAlpha[block.mode] : 1;
  const error = wrongLayers(analysis).has(block.id);
  context.beginPath();
  context.roundRect(x, y, width, height, corners[block.stack]);
  context.fillStyle = palette.node;
  context.fill();
  const heat = palette.heat[heatOf(block.id) - 1];
  if (heat !== undefined) {
    context.globalAlpha = 0.28;
    context.fillStyle = heat;
    context.fill();
    context.globalAlpha = 1;
  }
  context.lineWidth = (selection.has(block.id) || error ? 2 : 1) / viewport.zoom;
  context.strokeStyle = error ? palette.error : selection.has(block.id) ? palette.ink : palette.line;
  if (block.foreign || block.mode === 'bypass') context.setLineDash([4, 3]);
  context.stroke();
  context.setLineDash([]);
  context.save();
  context.clip();
  context.globalAlpha = alpha;
  context.fillStyle = palette.family[block.family];
  context.fillRect(x, y, Math.max(6, 3 / viewport.zoom), height);
  context.restore();
  if (height * viewport.zoom < textSize) return;
  const size = (textSize + 0.5) / viewport.zoom;
  const mark = block.mode ? size * 1.2 : 0;
  const room = width - 22 - 4 / viewport.zoom - mark;
  if (block.mode)
    paintMark(context, input, block.mode, { x: x + width - 8 - mark, y: y + (height - mark) / 2, size: mark });
  context.globalAlpha = alpha;
  context.textBaseline = 'middle';
  context.fillStyle = palette.text;
  const output = analysis.node(block.id)?.output;
  const second = output && height * viewport.zoom >= 34;
  const line = { x: x + 16, room };
  const middle = y + height / 2;
  paintText(context, input, { ...line, text: block.title, y: middle - (second ? size * 0.65 : 0), size, weight: 620 });
  if (second) {
    context.fillStyle = palette.text2;
    const shape = { text: output.shape.join('×'), y: middle + size * 0.75, size: size * 0.94, weight: 430 };
    paintText(context, input, { ...line, ...shape });
  }
  context.globalAlpha = 1;
}
