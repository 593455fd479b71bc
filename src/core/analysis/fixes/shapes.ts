import type { Command } from '../../document/commands.ts';
import type { Edge } from '../../document/schema.ts';
import { type LayerKind, layerOf } from '../../layers/registry.ts';
import type { Shape } from '../../math/shape.ts';
import { formatShape, sameShape, shapeSize } from '../../math/shape.ts';
import { fix } from '../../problems/messages.ts';
import type { Fix } from '../../problems/problem.ts';
import { readStructure } from '../structure.ts';
import type { NodeFixContext, WantedLayer } from './context.ts';
import { incomingOf, insertCommands, nameOf, removeEdges, setField, shapeOf, showValue } from './context.ts';
import { matchFilters, nearlyEqualSides } from './matching.ts';
import { removeNode } from './wiring.ts';

/** Rank: flatten or pool a map for a layer that wants a vector, reshape a vector for one that wants a map. */
export function wrongRank(context: NodeFixContext): readonly Fix[] {
  const { document, node, incoming } = context;
  const ranks = layerOf(node.kind)?.arity.ranks ?? 'any';
  if (ranks === 'any') return [];
  const wrong = incoming.filter((edge) => !ranks.includes(shapeOf(context, edge.source)?.length ?? -1));
  const [edge] = wrong;
  const shape = edge && shapeOf(context, edge.source);
  if (!edge || !shape) return [];
  const insert = (layers: readonly WantedLayer[]): readonly Command[] =>
    insertCommands(
      document,
      wrong.map((one) => ({ edge: one, layers })),
    );
  const fixes: Fix[] = [];
  if (ranks.includes(1)) {
    const pooling = globalPooling[shape.length];
    if (pooling) fixes.push(fix('insert.globalAveragePooling', {}, insert([{ kind: pooling }])));
    fixes.push(fix('insert.flatten', {}, insert([{ kind: 'flatten' }])));
  }
  for (const target of reshapes(context, edge.source, shape, ranks))
    fixes.push(
      fix(
        'insert.reshape',
        { shape: formatShape(target) },
        insert([{ kind: 'reshape', params: { targetShape: target } }]),
      ),
    );
  return [...fixes, removeEdges(context, wrong)];
}

/** The global average over each rank of maps. */
const globalPooling: Readonly<Record<number, LayerKind>> = {
  2: 'globalAveragePooling1d',
  3: 'globalAveragePooling2d',
  4: 'globalAveragePooling3d',
};

/** Shapes of an accepted rank that hold the same values: with a channel axis, as a map, or place after place. */
function reshapes(
  context: NodeFixContext,
  source: string,
  shape: Shape,
  ranks: readonly number[],
): readonly (readonly number[])[] {
  const targets: (readonly number[])[] = [];
  if (shape.length > 1 && ranks.includes(shape.length + 1)) targets.push([...shape, 1]);
  if (ranks.includes(3) && shape.length === 1) targets.push(asImage(context, source, shape));
  if (ranks.includes(2) && shape.length === 1) targets.push([...shape, 1]);
  // An image as a sequence of its pixels, as vision transformers read it.
  if (ranks.includes(2) && shape.length > 2) targets.push([shapeSize(shape.slice(0, -1)), shape.at(-1) ?? 1]);
  if (targets.length === 0 && ranks.includes(3)) targets.push(asImage(context, source, shape));
  return targets;
}

/** The last map before the vector where it holds as many values, else the squarest map. */
function asImage(context: NodeFixContext, source: string, shape: Shape): readonly number[] {
  const size = shapeSize(shape);
  const seen = new Set<string>();
  for (let id: string | undefined = source; id !== undefined && !seen.has(id); ) {
    const before = shapeOf(context, id);
    if (before?.length === 3 && shapeSize(before) === size) return before;
    seen.add(id);
    id = incomingOf(context, id)[0]?.source;
  }
  for (let channels = 1; channels <= Math.min(size, 4096); channels++) {
    const side = Math.sqrt(size / channels);
    if (Number.isInteger(side)) return [side, side, channels];
  }
  return [1, 1, size];
}

/**
 * Inputs of Add differ: bring the others to the shape of the longest path, by He et al.'s projection (2015, eq. 2):
 * a 1×1 convolution with stride, normalised where the network normalises.
 */
export function unequalInputs(context: NodeFixContext): readonly Fix[] {
  const projected = deepestFirst(context)
    .flatMap((reference) => projectAll(context, reference))
    .slice(0, 1);
  const concatenate = fix('replace.concatenate', {}, [
    { type: 'replace', node: context.node.id, kind: 'concatenate', params: {} },
  ]);
  return [...projected, ...nearlyEqualSides(context), ...matchFilters(context), concatenate, ...dropInputs(context)];
}

/** Heights and widths of Concatenate's inputs differ: bring the others to those of the longest path. */
export function unequalSides(context: NodeFixContext): readonly Fix[] {
  const aligned = deepestFirst(context)
    .flatMap((reference) => alignAll(context, reference))
    .slice(0, 1);
  return [
    ...aligned,
    ...nearlyEqualSides(context),
    setField(context.node.id, 'axis', -1, '-1'),
    ...dropInputs(context),
  ];
}

interface Step {
  readonly code: 'insert.projection' | 'insert.projection.dense' | 'insert.pooling' | 'insert.upSampling';
  readonly values: Readonly<Record<string, string | number>>;
  readonly layers: readonly WantedLayer[];
}

function projectAll(context: NodeFixContext, reference: string): readonly Fix[] {
  const target = shapeOf(context, reference);
  if (!target) return [];
  return bringAll(context, (shape) => (sameShape(shape, target) ? 'fits' : projection(context, shape, target)));
}

function alignAll(context: NodeFixContext, reference: string): readonly Fix[] {
  const target = shapeOf(context, reference);
  if (!target) return [];
  return bringAll(context, (shape) =>
    shape.length === 3 && shape[0] === target[0] && shape[1] === target[1] ? 'fits' : resize(shape, target),
  );
}

/** One fix that changes every input that does not fit; none where one of them cannot be made to fit. */
function bringAll(context: NodeFixContext, change: (shape: Shape) => Step | 'fits' | null): readonly Fix[] {
  const wires: { edge: Edge; step: Step }[] = [];
  for (const edge of context.incoming) {
    const shape = shapeOf(context, edge.source);
    const step = shape ? change(shape) : null;
    if (step === null) return [];
    if (step !== 'fits') wires.push({ edge, step });
  }
  const [first] = wires;
  if (!first) return [];
  const commands = insertCommands(
    context.document,
    wires.map(({ edge, step }) => ({ edge, layers: step.layers })),
  );
  return [fix(first.step.code, first.step.values, commands)];
}

function projection(context: NodeFixContext, from: Shape, to: Shape): Step | null {
  const [height = 0, width = 0, filters = 0] = to;
  if (from.length === 1 && to.length === 1) {
    const layers = [{ kind: 'dense', params: { units: height } }];
    return { code: 'insert.projection.dense', values: { units: height }, layers };
  }
  if (from.length !== 3 || to.length !== 3) return null;
  if (from[2] === filters) return resize(from, to);
  const strides = stridesTo(from, to);
  if (!strides) {
    const grown = resize(from, to);
    return grown && { ...grown, layers: [...grown.layers, ...pointwise(context, filters, [1, 1])] };
  }
  const [down = 1, across = 1] = strides;
  const stride = down === across ? down : showValue(strides);
  const layers = pointwise(context, filters, strides);
  return { code: 'insert.projection', values: { filters, stride, height, width }, layers };
}

function pointwise({ document }: NodeFixContext, filters: number, strides: readonly number[]): readonly WantedLayer[] {
  const normalised = Object.values(document.graph.nodes).some((node) => node.kind === 'batchNormalization');
  const params = { filters, kernelSize: [1, 1], strides, padding: 'same', useBias: !normalised };
  return [{ kind: 'conv2d', params }, ...(normalised ? [{ kind: 'batchNormalization' }] : [])];
}

/** Height and width without a change of channels: pooling to shrink, repetition to grow. */
function resize(from: Shape, to: Shape): Step | null {
  if (from.length !== 3 || to.length !== 3) return null;
  const strides = stridesTo(from, to);
  if (strides) {
    const layers = [{ kind: 'averagePooling2d', params: { poolSize: strides, strides, padding: 'same' } }];
    return { code: 'insert.pooling', values: { window: showValue(strides) }, layers };
  }
  const size = [0, 1].map((axis) => (to[axis] ?? 0) / (from[axis] ?? 1));
  if (!size.every((times) => Number.isInteger(times) && times >= 1)) return null;
  return {
    code: 'insert.upSampling',
    values: { size: showValue(size) },
    layers: [{ kind: 'upSampling2d', params: { size } }],
  };
}

/** Strides that lead from one size to the other with padding `same`, `⌈n / s⌉`; `null` where none do. */
function stridesTo(from: Shape, to: Shape): readonly number[] | null {
  const strides = [0, 1].map((axis) => {
    const n = from[axis] ?? 0;
    const wanted = to[axis] ?? 0;
    const near = Math.max(1, Math.floor(n / wanted));
    return [near, near + 1].find((stride) => Math.ceil(n / stride) === wanted) ?? null;
  });
  return strides.every((stride) => stride !== null) ? strides : null;
}

/** With two inputs the merge itself goes; with more, only a wire. */
function dropInputs(context: NodeFixContext): readonly Fix[] {
  const { node, incoming } = context;
  if (incoming.length > 2) return incoming.map((edge) => removeEdges(context, [edge]));
  return incoming.map((kept) => {
    const dropped = incoming.filter((edge) => edge !== kept).map((edge) => edge.id);
    return fix('remove.merge', { name: node.name, from: nameOf(context, kept.source) }, [
      { type: 'remove', nodes: [], edges: dropped },
      { type: 'bypass', node: node.id },
    ]);
  });
}

/** Sources of the node, that with the longest way from an input first. */
function deepestFirst({ document, incoming }: NodeFixContext): readonly string[] {
  const { order, inputs } = readStructure(document.graph);
  const depths = new Map<string, number>();
  order.forEach((id, place) => {
    const before = Array.from(inputs.row(place), (input) => depths.get(order[input] ?? '') ?? 0);
    depths.set(id, Math.max(0, ...before) + 1);
  });
  return incoming.map((edge) => edge.source).sort((a, b) => (depths.get(b) ?? 0) - (depths.get(a) ?? 0));
}

/** A layer of somebody else's: most put out what they take in. */
export function unknownShape(context: NodeFixContext): readonly Fix[] {
  const { node, incoming } = context;
  const shape = incoming[0] ? shapeOf(context, incoming[0].source) : null;
  const stated = shape ? [setField(node.id, 'outputShape', shape, formatShape(shape))] : [];
  return [...stated, removeNode(context)];
}
