import { collapseOf } from '../../src/core/document/collapse.ts';
import { docksOf } from '../../src/core/document/dock.ts';
import type { Edge, LayerNode, NodeMode, NoteTone, Position, StrideDocument } from '../../src/core/document/schema.ts';
import { channelsOf } from '../../src/core/figures/channels.ts';
import { glyphOf, placeGlyph } from '../../src/core/figures/glyph.ts';
import { type MiniDiagram, miniDiagram } from '../../src/core/figures/mini-diagram.ts';
import { type Family, families } from '../../src/core/layers/define.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import { arrivals, bendsOf, cardId, diagramWidth, groupFrames, portOffset, type Rect } from './geometry.ts';
import { modesOf } from './group-modes.ts';
import { isForeign } from './node-facts.ts';
import { noteCardId, rectOfNote } from './note-node.ts';
import { drawnRect, type StackPlace, stackPlace, visibleWires } from './projection.ts';

/** Colours of the theme that is on, read once for a drawing. */
export interface Palette {
  readonly family: Readonly<Record<Family, string>>;
  readonly canvas: string;
  readonly node: string;
  readonly line: string;
  readonly group: string;
  readonly edge: string;
  readonly text: string;
  readonly text2: string;
  readonly ink: string;
  readonly error: string;
  readonly info: string;
  readonly inset: string;
  readonly note: Readonly<Record<NoteTone | 'plain', string>>;
  /** By level of share, 1 to 5, as on the share bars. */
  readonly heat: readonly string[];
  readonly font: string;
}

const familyVariables: Readonly<Record<Family, string>> = {
  core: '--f-core',
  convolution: '--f-conv',
  pooling: '--f-pool',
  normalisation: '--f-norm',
  activation: '--f-act',
  merge: '--f-merge',
  reshape: '--f-reshape',
  recurrent: '--f-rec',
  attention: '--f-attn',
};

/** Reads the palette once a theme: computed styles are slow to ask for in every frame. */
export function createPaletteReader(): (element: Element) => Palette {
  let theme: string | undefined;
  let palette: Palette | null = null;
  return (element) => {
    const now = document.documentElement.dataset.theme;
    if (!palette || theme !== now) palette = readPalette(element);
    theme = now;
    return palette;
  };
}

function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  const family: Record<string, string> = {};
  for (const name of families) family[name] = read(familyVariables[name]);
  return {
    family: family as Record<Family, string>,
    canvas: read('--bg-canvas'),
    node: read('--bg-node'),
    line: read('--line-2'),
    group: read('--bg-group'),
    edge: read('--edge'),
    text: read('--text-1'),
    text2: read('--text-2'),
    ink: read('--ink'),
    error: read('--err'),
    info: read('--info'),
    inset: read('--bg-inset'),
    note: {
      plain: read('--bg-chrome'),
      amber: read('--warn-bg'),
      blue: read('--info-bg'),
      green: read('--ok-bg'),
    },
    heat: [1, 2, 3, 4, 5].map((level) => read(`--heat-${level}`)),
    font: style.fontFamily,
  };
}

/** What stands behind the card of a collapsed group. */
export interface SceneCard {
  readonly group: string;
  readonly layers: readonly string[];
  readonly diagram: MiniDiagram | null;
  /** Of most weight in it: its colour where there is no diagram. */
  readonly family: Family;
  /** The mode that all of its layers are in. */
  readonly mode: NodeMode | null;
  /** The modes that some of its layers are in. */
  readonly modes: readonly NodeMode[];
}

/** A network as rectangles: what the overview and the minimap draw. */
export interface Scene {
  readonly blocks: readonly {
    readonly id: string;
    readonly rect: Rect;
    /** The block where there is no room for text. */
    readonly glyph: Rect;
    readonly family: Family;
    readonly title: string;
    /** Nothing is known of what it does. */
    readonly foreign: boolean;
    readonly stack: StackPlace;
    readonly mode: NodeMode | null;
    /** Present for the card of a collapsed group. */
    readonly card: SceneCard | null;
  }[];
  readonly wires: readonly {
    /** Of the wire in the document. */
    readonly id: string;
    readonly from: Position;
    readonly to: Position;
    readonly channel: number | null;
    readonly via: readonly Position[];
    /** Nothing goes through it. */
    readonly dead: boolean;
  }[];
  /** Outer ones first. */
  readonly groups: readonly {
    readonly id: string;
    readonly rect: Rect;
    readonly name: string;
    readonly depth: number;
  }[];
  readonly notes: readonly {
    readonly id: string;
    readonly rect: Rect;
    readonly text: string;
    readonly tone: NoteTone | 'plain';
  }[];
}

export function makeScene(
  document: StrideDocument,
  moving: ReadonlyMap<string, Position>,
  titleOf: (node: LayerNode) => string,
): Scene {
  const docks = docksOf(document);
  const { cardOf, layers } = collapseOf(document.groups);
  const placed = (id: string): Rect | null => {
    const rect = drawnRect(document, id, false);
    return rect && { ...rect, ...moving.get(id) };
  };
  const shown = Object.values(document.graph.nodes).filter(({ id }) => !cardOf.has(id));
  const blocks = [
    ...shown.map((node) => ({
      id: node.id,
      node,
      title: titleOf(node),
      stack: stackPlace(docks, node.id),
      mode: node.mode ?? null,
      card: null,
    })),
    ...[...layers].flatMap(([group, hidden]) => {
      const node = document.graph.nodes[hidden.find((id) => isWeighty(document, id)) ?? hidden[0] ?? ''];
      if (!node) return [];
      const card = cardIn(document, group, hidden, node);
      const title = document.groups[group]?.name ?? '';
      return [{ id: cardId(group), node, title, stack: 'alone' as const, mode: card.mode, card }];
    }),
  ].flatMap(({ id, node, title, stack, mode, card }) => {
    const rect = placed(id);
    const family = layerOf(node.kind)?.doc.family ?? 'core';
    if (!rect) return [];
    const glyph = id === node.id ? glyphIn(document, node, rect) : rect;
    return [{ id, rect, glyph, family, title, foreign: isForeign(node), stack, mode, card }];
  });
  const rects = new Map(blocks.map(({ id, rect }) => [id, rect]));
  const counts = arrivals(document.graph);
  const channels = channelsOf(document);
  const wires = visibleWires(document).flatMap(({ edge, source, target }) => {
    const above = rects.get(source);
    const below = rects.get(target);
    if (!above || !below) return [];
    const offset = target === edge.target ? portOffset(edge.port, counts.get(target) ?? 1) : 0;
    const x = below.x + below.width / 2 + offset;
    const from = { x: above.x + above.width / 2, y: above.y + above.height };
    const dead = isDead(document, edge);
    const via = bendsOf(document, edge) ?? [];
    return [{ id: edge.id, from, to: { x, y: below.y }, channel: channels.get(edge.id) ?? null, via, dead }];
  });
  const groups = groupFrames(document, { moving }).map(({ rect, group, depth }) => ({
    rect,
    depth,
    id: group.id,
    name: group.name,
  }));
  const notes = Object.values(document.notes).map((note) => ({
    id: note.id,
    rect: { ...rectOfNote(note), ...moving.get(noteCardId(note.id)) },
    text: note.text,
    tone: note.tone ?? ('plain' as const),
  }));
  return { blocks, wires, groups, notes };
}

function cardIn(document: StrideDocument, group: string, layers: readonly string[], weightiest: LayerNode): SceneCard {
  const { all, modes } = modesOf(document, layers);
  return {
    group,
    layers,
    diagram: miniDiagram(document, layers, diagramWidth),
    family: layerOf(weightiest.kind)?.doc.family ?? 'core',
    mode: all,
    modes,
  };
}

/** A strip is as wide as the block that it is docked to. */
function glyphIn(document: StrideDocument, node: LayerNode, rect: Rect): Rect {
  const host = docksOf(document).root.get(node.id);
  const shape = glyphOf((host === undefined ? undefined : document.graph.nodes[host]) ?? node);
  if (host !== undefined) return placeGlyph({ ...shape, height: 1 }, rect);
  // What has strips stands on them.
  const end = docksOf(document).strips.has(node.id) ? 'bottom' : shape.end;
  return placeGlyph({ ...shape, end }, rect);
}

/** Nothing goes through a wire that leaves a muted layer, and what arrives at one goes no further. */
export const isDead = ({ graph }: StrideDocument, { source, target }: Pick<Edge, 'source' | 'target'>): boolean =>
  graph.nodes[source]?.mode === 'mute' || graph.nodes[target]?.mode === 'mute';

/** Layers that give a group its colour: what is not a strip and has a family with weights of its own. */
const isWeighty = (document: StrideDocument, id: string): boolean => {
  const family = layerOf(document.graph.nodes[id]?.kind ?? '')?.doc.family;
  return family === 'convolution' || family === 'recurrent' || family === 'attention';
};

/** Fits a canvas to its size on the screen, at the screen's resolution; `null` where there is nothing to draw on. */
export function prepare(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const ratio = Math.min(2, devicePixelRatio);
  const pixels = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
  if (canvas.width !== pixels.width || canvas.height !== pixels.height) Object.assign(canvas, pixels);
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}
