import { parseParams } from '../../layers/registry.ts';
import type { Shape } from '../../math/shape.ts';
import { formatShape, shapeSize } from '../../math/shape.ts';
import { fix } from '../../problems/messages.ts';
import type { Fix } from '../../problems/problem.ts';
import type { NodeFixContext } from './context.ts';
import { defaultOf, setField, shapeOf, showValue } from './context.ts';
import { removeNode } from './wiring.ts';

/** A value out of range: back to the field's default. */
export function wrongParam(context: NodeFixContext): readonly Fix[] {
  const { node, problem } = context;
  const { field } = problem;
  const value = field === undefined ? undefined : defaultOf(node.kind, field);
  if (field === undefined || value === undefined) return [resetParams(context)];
  if (node.kind === 'permute') return [...axesInOrder(context), resetParams(context)];
  return [setField(node.id, field, value, showValue(value)), resetParams(context)];
}

/** An order of axes that is not one of this input's: the first two turned over, or all as they come. */
function axesInOrder(context: NodeFixContext): readonly Fix[] {
  const [edge] = context.incoming;
  const axes = (edge ? shapeOf(context, edge.source) : null)?.map((_, axis) => axis + 1) ?? [];
  const turned = axes.length > 1 ? [[2, 1, ...axes.slice(2)]] : [];
  return [...turned, axes].map((dims) => setField(context.node.id, 'dims', dims, dims.join(', ')));
}

export const resetParams = ({ node }: NodeFixContext): Fix =>
  fix('set.defaults', { name: node.name }, [{ type: 'replace', node: node.id, kind: node.kind, params: {} }]);

/** A window larger than the image: pad the image, or take the largest window that fits. */
export function windowMisfit({ node, problem }: NodeFixContext): readonly Fix[] {
  const { fitLength, fitDepth, fitHeight, fitWidth } = problem.values;
  const field = problem.field ?? 'kernelSize';
  const sizes = [fitDepth, fitHeight, fitWidth].filter((size) => size !== undefined).map(Number);
  const fits = fitLength === undefined ? sizes : Number(fitLength);
  return [
    fix('set.paddingSame', {}, [{ type: 'setParams', node: node.id, params: { padding: 'same' } }]),
    fix('set.kernel', { window: showValue(fits) }, [{ type: 'setParams', node: node.id, params: { [field]: fits } }]),
  ];
}

export const strideAndDilation = ({ node }: NodeFixContext): readonly Fix[] => [
  setField(node.id, 'dilationRate', ones(node.params.dilationRate), showValue(ones(node.params.dilationRate))),
  setField(node.id, 'strides', ones(node.params.strides), showValue(ones(node.params.strides))),
];

/** 1 along as many axes as the value has. */
const ones = (value: unknown): number | number[] => (Array.isArray(value) ? value.map(() => 1) : 1);

/**
 * Groups that do not divide the channels, of a convolution its filters too: the most that do and are not above those asked
 * for, or none.
 */
export function indivisibleGroups(context: NodeFixContext): readonly Fix[] {
  const { node, incoming } = context;
  const [edge] = incoming;
  const channels = edge ? shapeOf(context, edge.source)?.at(-1) : undefined;
  // A setting that was never touched stands for the layer's own.
  const parsed = parseParams(node.kind, node.params);
  const { groups, filters = channels } = parsed.ok ? Object(parsed.value) : node.params;
  if (channels === undefined || typeof groups !== 'number' || typeof filters !== 'number') return [];
  let most = groups;
  while (channels % most !== 0 || filters % most !== 0) most--;
  const whole = Math.ceil(filters / groups) * groups;
  return [
    ...(channels % groups === 0 ? [setField(node.id, 'filters', whole, showValue(whole))] : []),
    ...[...new Set([most, 1])].map((count) => setField(node.id, 'groups', count, showValue(count))),
  ];
}

/** Back to what Keras chooses. */
export const impossibleOutputPadding = ({ node }: NodeFixContext): readonly Fix[] => [
  setField(node.id, 'outputPadding', null, 'none'),
];

/** The target with one of its sizes left to follow from the others, or all values in a row. */
export function reshapeMisfit(context: NodeFixContext): readonly Fix[] {
  const { node, incoming } = context;
  const [edge] = incoming;
  const shape = edge ? shapeOf(context, edge.source) : null;
  const target = node.params.targetShape;
  if (!shape || !Array.isArray(target)) return [];
  const fitting = fittingTarget(target.map(Number), shapeSize(shape));
  return [
    ...(fitting ? [setField(node.id, 'targetShape', fitting, formatShape(fitting))] : []),
    fix('replace.kind', { kind: 'Flatten' }, [{ type: 'replace', node: node.id, kind: 'flatten', params: {} }]),
  ];
}

function fittingTarget(target: Shape, size: number): readonly number[] | null {
  for (let axis = target.length - 1; axis >= 0; axis--) {
    const others = target.filter((n, i) => i !== axis && n > 0);
    const known = shapeSize(others);
    if (others.length !== target.length - 1 || size % known !== 0) continue;
    return target.map((n, i) => (i === axis ? size / known : n));
  }
  return null;
}

export const tooLarge = (context: NodeFixContext): readonly Fix[] => [resetParams(context), removeNode(context)];
