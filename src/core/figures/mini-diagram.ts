import { type Docks, docksOf } from '../document/dock.ts';
import type { NodeMode, StrideDocument } from '../document/schema.ts';
import type { Family } from '../layers/define.ts';
import { layerOf } from '../layers/registry.ts';
import { type Glyph, glyphOf, mergeGlyph, poolGlyph, wholeGlyph } from './glyph.ts';

/** Layers in little, from left to right, as SVG path data in px from the top left corner. */
export interface MiniDiagram {
  readonly width: number;
  readonly height: number;
  readonly wires: string;
  /** One path for all blocks of a family that work, and one for each mode of those that do not. */
  readonly blocks: readonly { readonly family: Family; readonly mode: NodeMode | null; readonly path: string }[];
}

const plainHeight = 24;
const laneHeight = 15;
const strip = { height: 2, gap: 1.5 } as const;
const mostLanes = 5;
/** Blocks closer to each other than this would be one bar. */
const leastStep = 4;
const widestStep = 30;

type Wire = readonly [from: string, to: string];

/** Height of a diagram with as many branches side by side. */
const heightOf = (lanes: number): number => (lanes === 1 ? plainHeight : 8 + lanes * laneHeight);

/** Where the layers of a diagram stand, in columns and lanes. */
interface Arrangement {
  readonly hosts: readonly string[];
  readonly wires: readonly Wire[];
  readonly columns: ReadonlyMap<string, number>;
  readonly columnCount: number;
  readonly lanes: ReadonlyMap<string, number>;
  readonly laneCount: number;
}

type Drawn = Pick<StrideDocument, 'graph' | 'groups' | 'layout'>;

/** Height of the diagram of these layers, px, whatever their settings; that of a row of blocks where there is none. */
export function miniHeight(document: Drawn, layers: readonly string[], width: number): number {
  const arranged = arrange(document, layers);
  return fits(arranged, width) ? heightOf(arranged.laneCount) : plainHeight;
}

const fits = ({ columnCount, laneCount }: Arrangement, width: number): boolean =>
  columnCount > 0 && width / columnCount >= leastStep && laneCount <= mostLanes;

/**
 * A group's layers as a small graph: columns by distance from where data comes in, branches in the order in which they stand
 * side by side, blocks in the shape of their window, and strips as lines under them. `null` where that would not be read:
 * more columns than `width` px hold, or more branches than a card is high.
 */
export function miniDiagram(document: Drawn, layers: readonly string[], width: number): MiniDiagram | null {
  const made = draw(document, layers, width);
  const before = drawn.get(layers);
  if (before && made && JSON.stringify(before) === JSON.stringify(made)) return before;
  if (made) drawn.set(layers, made);
  return made;
}

/** A diagram that looks the same keeps its identity: who shows it need not show it again. */
const drawn = new WeakMap<readonly string[], MiniDiagram>();

function draw(document: Drawn, layers: readonly string[], width: number): MiniDiagram | null {
  const arranged = arrange(document, layers);
  if (!fits(arranged, width)) return null;
  const { hosts, wires, columns, columnCount, lanes, laneCount } = arranged;
  const { strips } = docksOf(document);
  const step = Math.min(widestStep, width / columnCount);
  const height = heightOf(laneCount);
  const size = { width: Math.min(18, step - 1.5), height: laneHeight - 3 };
  const place = (id: string) => ({
    x: ((columns.get(id) ?? 0) + 0.5) * step,
    y: height / 2 + ((lanes.get(id) ?? 0) - (laneCount - 1) / 2) * laneHeight,
  });
  const paths = new Map<
    string,
    { readonly family: Family; readonly mode: NodeMode | null; readonly parts: string[] }
  >();
  const block = (id: string, x: number, y: number, w: number, h: number) => {
    const node = document.graph.nodes[id];
    const family = layerOf(node?.kind ?? '')?.doc.family ?? 'core';
    const mode = node?.mode ?? null;
    const path = paths.get(`${family} ${mode}`) ?? { family, mode, parts: [] };
    path.parts.push(`M${round(x)} ${round(y)}h${round(w)}v${round(h)}h${round(-w)}z`);
    paths.set(`${family} ${mode}`, path);
  };
  for (const id of hosts) {
    const node = document.graph.nodes[id];
    if (!node) continue;
    const { x, y } = place(id);
    const own = blockSize(glyphOf(node), size);
    block(id, x - own.width / 2, y - own.height / 2, own.width, own.height);
    const below = y + own.height / 2 + strip.gap;
    const docked = strips.get(id) ?? [];
    const each = own.width / Math.max(1, docked.length);
    docked.forEach((docking, i) => {
      block(docking, x - own.width / 2 + i * each, below, each, strip.height);
    });
  }
  return {
    width: round(columnCount * step),
    height,
    wires: wires
      .map(([from, to]) => curve(place(from), place(to), (columns.get(to) ?? 0) - (columns.get(from) ?? 0)))
      .join(''),
    blocks: [...paths.values()].map(({ parts, ...look }) => ({ ...look, path: parts.join('') })),
  };
}

const known = new WeakMap<
  readonly string[],
  {
    readonly edges: Edges;
    readonly docks: Docks;
    readonly layout: StrideDocument['layout'];
    readonly arranged: Arrangement;
  }
>();

/** Found again only for other wires, strips or places: an edit of a setting costs nothing. */
function arrange(document: Drawn, layers: readonly string[]): Arrangement {
  const { edges } = document.graph;
  const { layout } = document;
  const docks = docksOf(document);
  const seen = known.get(layers);
  if (seen && seen.edges === edges && seen.docks === docks && seen.layout === layout) return seen.arranged;
  const inside = new Set(layers);
  const hosts = layers.filter((id) => !docks.root.has(id));
  const rootOf = (id: string) => docks.root.get(id) ?? id;
  const wires = layers.flatMap((id) =>
    (outgoing(edges).get(id) ?? []).flatMap((target): readonly Wire[] => {
      const [from, to] = [rootOf(id), rootOf(target)];
      return from !== to && inside.has(from) && inside.has(to) ? [[from, to]] : [];
    }),
  );
  const columns = columnsOf(hosts, wires);
  const columnCount = hosts.reduce((most, id) => Math.max(most, 1 + (columns.get(id) ?? 0)), 0);
  const { lanes, count: laneCount } = lanesOf(document, columns, wires);
  const arranged = { hosts, wires, columns, columnCount, lanes, laneCount };
  known.set(layers, { edges, docks, layout, arranged });
  return arranged;
}

type Edges = StrideDocument['graph']['edges'];
const targets = new WeakMap<Edges, ReadonlyMap<string, readonly string[]>>();

/** What each layer feeds, found once for all groups of a network. */
function outgoing(edges: Edges): ReadonlyMap<string, readonly string[]> {
  const seen = targets.get(edges);
  if (seen) return seen;
  const found = new Map<string, string[]>();
  for (const { source, target } of Object.values(edges)) {
    const fed = found.get(source);
    if (fed) fed.push(target);
    else found.set(source, [target]);
  }
  targets.set(edges, found);
  return found;
}

/** Merges are bars across the branches here, as data runs from left to right. */
function blockSize(glyph: Glyph, size: { readonly width: number; readonly height: number }) {
  const side = Math.min(size.width, size.height);
  if (glyph === mergeGlyph) return { width: Math.min(4, size.width), height: size.height };
  if (glyph === wholeGlyph) return { width: poolGlyph.width * side, height: poolGlyph.height * side };
  return {
    width: Math.max(2, glyph.width * (glyph.width > glyph.height ? size.width : side)),
    height: Math.max(2, glyph.height * side),
  };
}

/** A wire that passes over the blocks of its own lane bends around them. */
function curve(from: Place, to: Place, columns: number): string {
  const start = `M${round(from.x)} ${round(from.y)}`;
  if (from.y === to.y && columns > 1) {
    const top = round(from.y - laneHeight * 0.6);
    return `${start}C${round(from.x)} ${top} ${round(to.x)} ${top} ${round(to.x)} ${round(to.y)}`;
  }
  if (from.y === to.y) return `${start}H${round(to.x)}`;
  const middle = round((from.x + to.x) / 2);
  return `${start}C${middle} ${round(from.y)} ${middle} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Longest way from where data comes in, in layers. Layers of a circle stay where they were first reached. */
function columnsOf(hosts: readonly string[], wires: readonly Wire[]): ReadonlyMap<string, number> {
  const fed = new Map<string, string[]>();
  const open = new Map(hosts.map((id) => [id, 0]));
  for (const [from, to] of wires) {
    const targets = fed.get(from);
    if (targets) targets.push(to);
    else fed.set(from, [to]);
    open.set(to, (open.get(to) ?? 0) + 1);
  }
  const columns = new Map(hosts.map((id) => [id, 0]));
  const ready = hosts.filter((id) => open.get(id) === 0);
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    const next = (columns.get(id) ?? 0) + 1;
    for (const target of fed.get(id) ?? []) {
      columns.set(target, Math.max(columns.get(target) ?? 0, next));
      const left = (open.get(target) ?? 0) - 1;
      open.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  return columns;
}

/**
 * Branches, from left to right as they stand, 0 to `count` − 1: a layer that only one feeds, and that one feeds no other, stays
 * in its lane; what else stands alone in its column, joining or feeding branches, is in the middle of them.
 */
function lanesOf(
  document: Drawn,
  columns: ReadonlyMap<string, number>,
  wires: readonly Wire[],
): { readonly lanes: ReadonlyMap<string, number>; readonly count: number } {
  const feeding = new Map<string, string[]>();
  const feeds = new Map<string, number>();
  for (const [from, to] of wires) {
    feeding.set(to, [...(feeding.get(to) ?? []), from]);
    feeds.set(from, 1 + (feeds.get(from) ?? 0));
  }
  const follows = (id: string): string | undefined => {
    const [before, other] = feeding.get(id) ?? [];
    return before !== undefined && other === undefined && feeds.get(before) === 1 ? before : undefined;
  };
  const byColumn = inColumns(columns);
  const across = (id: string) => document.layout[id]?.x ?? 0;
  const lanes = new Map<string, number>();
  let count = 1;
  for (const ids of byColumn) {
    const wanted = ids
      .sort((a, b) => across(a) - across(b))
      .map((id, i) => ({ id, lane: lanes.get(follows(id) ?? '') ?? i }))
      .sort((a, b) => a.lane - b.lane);
    let free = 0;
    for (const { id, lane } of wanted) {
      const placed = Math.max(lane, free);
      lanes.set(id, placed);
      free = placed + 1;
      count = Math.max(count, free);
    }
  }
  for (const [id, ...others] of byColumn)
    if (id !== undefined && others.length === 0) lanes.set(id, lanes.get(follows(id) ?? '') ?? (count - 1) / 2);
  return { lanes, count };
}

function inColumns(columns: ReadonlyMap<string, number>): string[][] {
  const found: string[][] = [];
  for (const [id, column] of columns) {
    const ids = found[column];
    if (ids) ids.push(id);
    else found[column] = [id];
  }
  return found;
}
