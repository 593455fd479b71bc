import type { Analysis } from '../../src/core/analysis/types.ts';
import { docksOf } from '../../src/core/document/dock.ts';
import type { LayerNode, Position, StrideDocument } from '../../src/core/document/schema.ts';
import { channelsOf } from '../../src/core/figures/channels.ts';
import { type Family, families } from '../../src/core/layers/define.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import { arrivals, groupFrames, portOffset, type Rect, rectOf } from './geometry.ts';
import { isForeign } from './node-facts.ts';
import { type StackPlace, stackPlace } from './projection.ts';

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
    heat: [1, 2, 3, 4, 5].map((level) => read(`--heat-${level}`)),
    font: style.fontFamily,
  };
}

/** A network as rectangles: what the overview and the minimap draw. */
export interface Scene {
  readonly blocks: readonly {
    readonly id: string;
    readonly rect: Rect;
    readonly family: Family;
    readonly title: string;
    /** Nothing is known of what it does. */
    readonly foreign: boolean;
    readonly stack: StackPlace;
  }[];
  readonly wires: readonly { readonly from: Position; readonly to: Position; readonly channel: number | null }[];
  /** Outer ones first. */
  readonly groups: readonly {
    readonly id: string;
    readonly rect: Rect;
    readonly name: string;
    readonly depth: number;
  }[];
}

export function makeScene(
  document: StrideDocument,
  moving: ReadonlyMap<string, Position>,
  titleOf: (node: LayerNode) => string,
): Scene {
  const rects = new Map<string, Rect>();
  const docks = docksOf(document);
  const blocks = Object.values(document.graph.nodes).flatMap((node) => {
    const rect = rectOf(document, node.id);
    if (!rect) return [];
    const placed = { ...rect, ...moving.get(node.id) };
    rects.set(node.id, placed);
    return [
      {
        id: node.id,
        rect: placed,
        family: layerOf(node.kind)?.doc.family ?? 'core',
        title: titleOf(node),
        foreign: isForeign(node),
        stack: stackPlace(docks, node.id),
      },
    ];
  });
  const counts = arrivals(document.graph);
  const channels = channelsOf(document);
  const wires = Object.values(document.graph.edges).flatMap((edge) => {
    if (docks.above.get(edge.target) === edge.source) return [];
    const source = rects.get(edge.source);
    const target = rects.get(edge.target);
    if (!source || !target) return [];
    const x = target.x + target.width / 2 + portOffset(edge.port, counts.get(edge.target) ?? 1);
    const from = { x: source.x + source.width / 2, y: source.y + source.height };
    return [{ from, to: { x, y: target.y }, channel: channels.get(edge.id) ?? null }];
  });
  const groups = groupFrames(document, { moving }).map(({ rect, group, depth }) => ({
    rect,
    depth,
    id: group.id,
    name: group.name,
  }));
  return { blocks, wires, groups };
}

export const hasError = (analysis: Analysis, id: string): boolean =>
  analysis.node(id)?.problems.some((problem) => problem.severity === 'error') ?? false;

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
