import { z } from 'zod';
import { type Chain, type Part, structureOf } from '../build/structure.ts';
import type { StrideDocument } from '../document/schema.ts';
import { type Family, families } from '../layers/define.ts';
import { layerOf } from '../layers/registry.ts';
import { largest } from '../math/extremes.ts';
import type { Shape } from '../math/shape.ts';
import { effectiveGraph } from './effective.ts';
import type { Analysis } from './types.ts';

/**
 * A block of the silhouette, in shares of the whole drawing: `x` and `width` of its width, `y` and `height` of its height;
 * every block not in a lane is centred on y = 0.5. `lane` counts parallel branches from 0, top to bottom, and is 0 elsewhere.
 */
export const blockSchema = z.object({
  family: z.enum(families),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  lane: z.number().int(),
});
export type SilhouetteBlock = Readonly<z.infer<typeof blockSchema>>;

/** What `recent` entries and projects keep of it. */
export const silhouetteSchema = z.array(blockSchema);

/** More blocks than this are joined: at card size they would be thinner than a pixel. */
const mostBlocks = 80;
/** Branches longer than this are drawn layer by layer instead of as one block. */
const longestBranch = 12;

/**
 * The picture of a network on a card: one block a layer from left to right, height for resolution, width for the
 * logarithm of the channels; parallel branches as lanes. Layers whose shape is unknown look like the one before.
 * Normalisation, activation, dropout and padding layers are drawn as slivers while there is room.
 */
export function silhouette(document: StrideDocument, analysis: Analysis): SilhouetteBlock[] {
  const chains = structureOf(effectiveGraph(document.graph));
  const sides = analysis.order.map((id) => side(analysis.node(id)?.output?.shape));
  const most = Math.max(1, largest(sides));
  const drawn = chains.flatMap((chain) =>
    drawChain({ document, analysis, largest: most, last: { height: 1, width: thin } }, chain),
  );
  const compact = join(drawn.length > mostBlocks ? drawn.filter((block) => !block.minor) : drawn);
  return place(compact);
}

/** A step from left to right: one block, or the lanes of parallel branches. Sizes are in no unit yet. */
interface Step {
  readonly lanes: readonly { readonly family: Family; readonly height: number }[];
  readonly width: number;
  readonly height: number;
  readonly minor: boolean;
}

interface Brush {
  readonly document: StrideDocument;
  readonly analysis: Analysis;
  /** Longest side of the largest image in the network. */
  readonly largest: number;
  last: { height: number; width: number };
}

function drawChain(brush: Brush, chain: Chain): Step[] {
  return chain.flatMap((part, i) => drawPart(brush, part, chain[i + 1]));
}

function drawPart(brush: Brush, part: Part, next: Part | undefined): Step[] {
  if (part.type === 'node') return [nodeStep(brush, part.id)];
  if (part.type === 'rows')
    return part.lines.map((line) =>
      lanesStep(
        brush,
        line.map((id) => [id]),
      ),
    );
  const members = part.branches.map(idsOf);
  const longest = members.reduce((a, b) => (b.length > a.length ? b : a), []);
  if (part.branches.length === 1 && longest.length > longestBranch) {
    return part.branches.flatMap((branch) => drawChain(brush, branch));
  }
  const merge = next?.type === 'node' ? brush.document.graph.nodes[next.id]?.kind : undefined;
  return [lanesStep(brush, part.branches.length === 1 || merge === 'add' ? [longest] : members)];
}

const thin = 1.5;
const sliver = 0.8;
const minorFamilies: ReadonlySet<Family> = new Set(['normalisation', 'activation']);
const minorKinds: ReadonlySet<string> = new Set(['zeroPadding2d', 'dropout', 'reshape']);

function nodeStep(brush: Brush, id: string): Step {
  const node = brush.document.graph.nodes[id];
  const family = familyOf(brush, id);
  const shape = brush.analysis.node(id)?.output?.shape;
  const minor = minorFamilies.has(family) || minorKinds.has(node?.kind ?? '');
  const height = shape ? heightOf(shape, brush.largest) : brush.last.height;
  const channels = shape ? widthOf(shape) : brush.last.width;
  brush.last = { height, width: channels };
  const full = family === 'convolution' || node?.kind === 'dense';
  const width = full ? channels : minor ? sliver : thin;
  return { lanes: [{ family, height }], width, height, minor };
}

/** One lane a branch: its colour is that of the layers that say most of what it does. */
function lanesStep(brush: Brush, branches: readonly (readonly string[])[]): Step {
  const shapes = branches.flat().map((id) => brush.analysis.node(id)?.output?.shape);
  const known = shapes.filter((shape) => shape !== undefined);
  const last = known.at(-1);
  const height = last ? heightOf(last, brush.largest) : brush.last.height;
  const width = known.length > 0 ? largest(known.map(widthOf)) : brush.last.width;
  brush.last = { height, width };
  const lanes = branches.map((ids) => ({
    family: mainFamily(ids.map((id) => familyOf(brush, id))),
    height: height / branches.length,
  }));
  return { lanes, width: branches.length === 1 ? width : 2 * width, height, minor: false };
}

/** What says most of what a branch does; a block that begins with a normalisation is no normalisation. */
const byWeight: readonly Family[] = ['pooling', 'convolution', 'attention', 'recurrent', 'core'];

export const mainFamily = (all: readonly Family[]): Family =>
  byWeight.find((family) => all.includes(family)) ?? all[0] ?? 'core';

const familyOf = (brush: Brush, id: string): Family =>
  layerOf(brush.document.graph.nodes[id]?.kind ?? '')?.doc.family ?? 'core';

/** Longest side of an image, px; 0 of a vector. */
export const side = (shape: Shape | undefined): number =>
  shape && shape.length > 1 ? Math.max(...shape.slice(0, -1)) : 0;

/** Share of the tallest block. Images: a power of the resolution that keeps 7×7 visible beside 224×224. Vectors: the logarithm of their length. */
export function heightOf(shape: Shape, largest: number): number {
  if (shape.length > 1) return (side(shape) / largest) ** 0.62;
  return Math.min(1, 0.12 + Math.log2(Math.max(1, shape[0] ?? 1)) / 16);
}

/** In no unit: from 1.5 on. */
export const widthOf = (shape: Shape): number =>
  shape.length > 1 ? Math.max(thin, Math.log2((shape.at(-1) ?? 1) + 1)) : 4;

/** All layers of a chain, those of its branches included. */
export const idsOf = (chain: Chain): string[] =>
  chain.flatMap((part) => {
    if (part.type === 'node') return [part.id];
    return part.type === 'rows' ? part.lines.flat() : part.branches.flatMap(idsOf);
  });

/** Joins neighbours that look alike, then any neighbours, until few enough are left. */
function join(steps: readonly Step[]): readonly Step[] {
  let joined = steps;
  for (const alike of [sameLook, () => true]) {
    while (count(joined) > mostBlocks) {
      const shorter = joinPairs(joined, alike);
      if (shorter.length === joined.length) break;
      joined = shorter;
    }
  }
  return joined;
}

const count = (steps: readonly Step[]): number => steps.reduce((total, step) => total + step.lanes.length, 0);

const sameLook = (a: Step, b: Step): boolean =>
  a.height === b.height &&
  a.lanes.length === b.lanes.length &&
  a.lanes.every((lane, i) => lane.family === b.lanes[i]?.family);

function joinPairs(steps: readonly Step[], alike: (a: Step, b: Step) => boolean): Step[] {
  const shorter: Step[] = [];
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i];
    const next = steps[i + 1];
    if (!step) continue;
    if (next && alike(step, next)) i++;
    // The wider of the two stands for both: joined blocks keep the width that tells their channels.
    shorter.push(next && alike(step, next) && next.width > step.width ? next : step);
  }
  return shorter;
}

/** Share of the width between steps, and of a lane's height between lanes. */
const gap = 0.25;
const laneGap = 0.15;
/** A drawing narrower than this does not fill the width, so that a block of a small network keeps a block's proportions. */
const leastWidth = 50;

function place(steps: readonly Step[]): SilhouetteBlock[] {
  const drawn = steps.reduce((sum, step) => sum + step.width + gap, -gap);
  const total = Math.max(drawn, leastWidth);
  let x = (total - drawn) / 2;
  return steps.flatMap((step) => {
    const left = x / total;
    x += step.width + gap;
    let y = 0.5 - step.height / 2;
    return step.lanes.map(({ family, height }, lane) => {
      const top = y;
      y += height;
      const shown = step.lanes.length === 1 ? height : height * (1 - laneGap);
      return {
        family,
        x: rounded(left),
        y: rounded(top + (height - shown) / 2),
        width: rounded(step.width / total),
        height: rounded(shown),
        lane,
      };
    });
  });
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
