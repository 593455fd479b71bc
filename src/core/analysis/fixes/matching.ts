import type { Edge } from '../../document/schema.ts';
import { largest } from '../../math/extremes.ts';
import type { Shape } from '../../math/shape.ts';
import { formatShape } from '../../math/shape.ts';
import { fix } from '../../problems/messages.ts';
import type { Fix } from '../../problems/problem.ts';
import type { NodeFixContext, WantedLayer } from './context.ts';
import { defaultOf, incomingOf, insertCommands, nameOf, shapeOf } from './context.ts';

/** Inputs of a merge that differ by a few rows or columns: how they may be made equal without new weights. */
export const nearlyEqualSides = (context: NodeFixContext): readonly Fix[] => [
  ...samePadding(context),
  ...cropOrPad(context, 'insert.cropping'),
  ...cropOrPad(context, 'insert.padding'),
  ...multipleAtInput(context),
];

/** Layers on the way to a merge that change neither size nor channels in a way that matters here. */
const longestWay = 32;

/** The layers above a wire, nearest first, as far as each has one input. */
function wayUp(context: NodeFixContext, edge: Edge): readonly string[] {
  const way: string[] = [];
  let at: string | undefined = edge.source;
  while (at !== undefined && way.length < longestWay && !way.includes(at)) {
    way.push(at);
    const above: readonly Edge[] = incomingOf(context, at);
    at = above.length === 1 ? above[0]?.source : undefined;
  }
  return way;
}

/** Windows that cut the border off on the way of one branch only: with zeros around the image they keep its size. */
function samePadding(context: NodeFixContext): readonly Fix[] {
  const { incoming } = context;
  const ways = incoming.map((edge) => wayUp(context, edge));
  return ways.flatMap((way, i) => {
    const elsewhere = new Set(ways.filter((_, other) => other !== i).flat());
    const cutting = way.filter((id) => !elsewhere.has(id) && paramOf(context, id, 'padding') === 'valid');
    if (cutting.length === 0) return [];
    const names = cutting.map((id) => nameOf(context, id)).reverse();
    return [
      fix(
        'set.paddingSame.of',
        { names: names.join(', ') },
        cutting.map((node) => ({ type: 'setParams', node, params: { padding: 'same' } })),
      ),
    ];
  });
}

/** Sides that differ by more than this share are of different scales, which cutting or filling up does not mend. */
const nearly = 0.25;

/** Every image brought to the smallest or the largest of them, half of it on each side. */
function cropOrPad(context: NodeFixContext, code: 'insert.cropping' | 'insert.padding'): readonly Fix[] {
  const { document, incoming } = context;
  const shapes = incoming.map((edge) => shapeOf(context, edge.source));
  if (!shapes.every((shape): shape is Shape => shape?.length === 3)) return [];
  const choose = code === 'insert.cropping' ? Math.min : Math.max;
  const target = [0, 1].map((axis) => choose(...shapes.map((shape) => shape[axis] ?? 0)));
  const wires: { edge: Edge; layers: readonly WantedLayer[] }[] = [];
  for (const [i, edge] of incoming.entries()) {
    const amounts = target.map((side, axis) => Math.abs((shapes[i]?.[axis] ?? 0) - side));
    if (amounts.every((amount) => amount === 0)) continue;
    if (amounts.some((amount, axis) => amount > nearly * (shapes[i]?.[axis] ?? 0))) return [];
    const sides = amounts.map((amount) => [Math.floor(amount / 2), Math.ceil(amount / 2)]);
    const layer =
      code === 'insert.cropping'
        ? { kind: 'cropping2d', params: { cropping: sides } }
        : { kind: 'zeroPadding2d', params: { padding: sides } };
    wires.push({ edge, layers: [layer] });
  }
  if (wires.length === 0) return [];
  return [fix(code, { size: formatShape(target) }, insertCommands(document, wires))];
}

/** Halving loses a row where a size is odd: an input whose sizes are multiples of the network's stride loses none. */
function multipleAtInput(context: NodeFixContext): readonly Fix[] {
  const { document, analysis } = context;
  const strides = [0, 1].map((axis) =>
    largest(analysis.order.map((id) => analysis.node(id)?.receptiveField?.jump[axis] ?? 1)),
  );
  return analysis.inputIds.flatMap((id) => {
    const shape = shapeOf(context, id);
    const wires = Object.values(document.graph.edges).filter((edge) => edge.source === id);
    const [edge] = wires;
    if (shape?.length !== 3 || !edge || wires.length > 1) return [];
    const missing = strides.map((stride, axis) => (stride - ((shape[axis] ?? 0) % stride)) % stride);
    if (missing.every((count) => count === 0)) return [];
    const padding = missing.map((count) => [Math.floor(count / 2), Math.ceil(count / 2)]);
    const size = missing.map((count, axis) => (shape[axis] ?? 0) + count);
    const layers = [{ kind: 'zeroPadding2d', params: { padding } }];
    return [
      fix(
        'insert.paddingMultiple',
        { size: formatShape(size), multiple: formatShape(strides) },
        insertCommands(document, [{ edge, layers }]),
      ),
    ];
  });
}

/** Sizes are equal, channels are not: the layers that decide them can put out as many as one of the others has. */
export function matchFilters(context: NodeFixContext): readonly Fix[] {
  const { incoming } = context;
  const wanted = incoming.map((edge) => shapeOf(context, edge.source)?.at(-1));
  return [...new Set(wanted)].flatMap((channels) => {
    if (channels === undefined) return [];
    const changed = incoming.filter((_, i) => wanted[i] !== channels).map((edge) => decider(context, edge));
    const known = changed.filter((one) => one !== null);
    if (known.length !== changed.length) return [];
    const names = known.map(({ id }) => nameOf(context, id)).join(', ');
    const commands = known.map(
      ({ id, field }) => ({ type: 'setParams', node: id, params: { [field]: channels } }) as const,
    );
    return [fix('set.filters', { names, filters: channels }, commands)];
  });
}

/** The layer above a wire whose filters or units are the channels that arrive. */
function decider(context: NodeFixContext, edge: Edge): { readonly id: string; readonly field: string } | null {
  for (const id of wayUp(context, edge)) {
    const field = ['filters', 'units'].find((key) => typeof paramOf(context, id, key) === 'number');
    if (field !== undefined) return { id, field };
  }
  return null;
}

/** A param of a layer, its default where the document has none. */
function paramOf({ document }: NodeFixContext, id: string, key: string): unknown {
  const node = document.graph.nodes[id];
  return node && (node.params[key] ?? defaultOf(node.kind, key));
}
