import { effectiveGraph } from '../analysis/effective.ts';
import type { Analysis } from '../analysis/types.ts';
import type { Command } from '../document/commands.ts';
import { newEdge, newNodes } from '../document/edit.ts';
import type { LayerNode, NodeParams, StrideDocument } from '../document/schema.ts';
import type { LossName, Task } from '../document/tasks.ts';
import { layerOf } from '../layers/registry.ts';
import type { Shape } from '../math/shape.ts';
import { formatShape } from '../math/shape.ts';
import { fix } from '../problems/messages.ts';
import type { Fix } from '../problems/problem.ts';
import { inputsByPort } from './keras-order.ts';
import { activationOf, endLayer } from './output.ts';

/** Pixels from a node to the next one under it. */
const rowHeight = 84;

export const imageShapeFixes = (inputId: string, shape: Shape): readonly Fix[] => [
  fix('set.field', { field: 'shape', value: formatShape(shape) }, [
    { type: 'setParams', node: inputId, params: { shape: [...shape] } },
  ]),
];

export const lossFix = (loss: LossName): Fix =>
  fix('set.loss', { loss }, [{ type: 'setTraining', settings: { loss } }]);

/** @param frozen in the order of data flow: the last is what a new task needs first. */
export function unfreezeFixes(frozen: readonly LayerNode[]): readonly Fix[] {
  const nodes = frozen.map(({ id }) => id);
  const last = frozen.at(-1);
  const all = fix('unfreeze.all', {}, [{ type: 'freeze', nodes, frozen: false }]);
  if (!last || frozen.length === 1) return [all];
  return [fix('unfreeze.last', { name: last.name }, [{ type: 'freeze', nodes: [last.id], frozen: false }]), all];
}

/** The largest power of two that still makes a full batch. */
export function batchFixes(count: number): readonly Fix[] {
  const value = 2 ** Math.floor(Math.log2(count));
  return [fix('set.batchSize', { value }, [{ type: 'setTraining', settings: { batchSize: value } }])];
}

/** Layers that make a vector of class scores of a map: pooled where one channel per class is there already. */
export function outputRankFixes(
  document: StrideDocument,
  outputId: string,
  shape: Shape,
  classes: number | null,
  task: Task | null,
): readonly Fix[] {
  const head = { kind: 'dense', params: headParams(document, classes ?? 10, task) };
  const needsHead = classes !== null && shape.at(-1) !== classes;
  const pooled = { kind: 'globalAveragePooling2d' };
  const flat = { kind: 'flatten' };
  const size = shape.reduce((product, n) => product * n, 1);
  return [
    ...(shape.length === 3 ? [appendFix(document, outputId, needsHead ? [pooled, head] : [pooled])] : []),
    appendFix(document, outputId, classes !== null && size !== classes ? [flat, head] : [flat]),
  ];
}

/** Set the layer that decides the number of values; where there is none, append a Dense. */
export function outputUnitsFixes(
  document: StrideDocument,
  analysis: Analysis,
  outputId: string,
  classes: number,
  task: Task | null,
): readonly Fix[] {
  const head =
    task === 'segmentation'
      ? { kind: 'conv2d', params: { filters: classes, kernelSize: [1, 1], activation: 'softmax' } }
      : { kind: 'dense', params: headParams(document, classes, task) };
  const append = appendFix(document, outputId, [head]);
  const decider = unitsDecider(document, analysis, outputId);
  if (!decider) return [append];
  const set: Command = { type: 'setParams', node: decider.id, params: { [decider.field]: classes } };
  return [fix('set.field', { field: decider.field, value: classes }, [set]), append];
}

/** Set the activation where the network ends; where that layer has none to set, replace it or append one. */
export function activationFixes(
  document: StrideDocument,
  outputId: string,
  activation: 'softmax' | 'sigmoid' | 'linear',
): readonly Fix[] {
  const node = endLayer(document.graph, outputId);
  if (node && takesActivation(node.kind)) {
    const set: Command = { type: 'setParams', node: node.id, params: { activation } };
    return [fix('set.field', { field: 'activation', value: activation }, [set])];
  }
  if (activation === 'linear') {
    return node ? [fix('remove.node', { name: node.name }, [{ type: 'remove', nodes: [node.id], edges: [] }])] : [];
  }
  if (node && activationOf(node) !== 'linear') {
    const replace: Command = { type: 'replace', node: node.id, kind: activation, params: {} };
    return [fix('replace.kind', { kind: layerOf(activation)?.doc.title ?? activation }, [replace])];
  }
  return [appendFix(document, outputId, [{ kind: activation }])];
}

function headParams({ training }: StrideDocument, units: number, task: Task | null): NodeParams {
  const independent = task === 'manyLabel' || training.loss === 'binaryCrossentropy';
  return { units, activation: task === 'regression' ? 'linear' : independent ? 'sigmoid' : 'softmax' };
}

/** A map that is smaller by a whole factor is enlarged to the mask's size. */
export function maskFixes(document: StrideDocument, outputId: string, shape: Shape, mask: Shape): readonly Fix[] {
  const [height = 0, width = 0] = shape;
  const size = [height, width].map((extent, axis) => (mask[axis] ?? 0) / extent);
  const fits = shape.length === 3 && size.every((factor) => Number.isInteger(factor) && factor > 0);
  return fits ? [appendFix(document, outputId, [{ kind: 'upSampling2d', params: { size } }])] : [];
}

/** Layers after the output, one under the other. */
function appendFix(
  document: StrideDocument,
  outputId: string,
  wanted: readonly { readonly kind: string; readonly params?: NodeParams }[],
): Fix {
  const nodes = newNodes(document, wanted);
  const from = document.layout[outputId] ?? { x: 0, y: 0 };
  const edges = nodes.map((node, i) => newEdge(document.graph, nodes[i - 1]?.id ?? outputId, node.id, 0));
  const positions = Object.fromEntries(
    nodes.map((node, i) => [node.id, { x: from.x, y: from.y + (i + 1) * rowHeight }]),
  );
  const layers = wanted
    .map(({ kind, params }) =>
      [layerOf(kind)?.doc.title ?? kind, params?.units].filter((part) => part !== undefined).join(' '),
    )
    .join(' → ');
  return fix('append.layers', { layers }, [{ type: 'add', nodes, edges, positions }]);
}

/** The layer whose `units` or `filters` make the size of the output vector, behind layers that keep it. */
function unitsDecider(
  document: StrideDocument,
  analysis: Analysis,
  outputId: string,
): { readonly id: string; readonly field: 'units' | 'filters' } | null {
  const graph = effectiveGraph(document.graph);
  const inputs = inputsByPort(graph);
  const channels = analysis.nodes[outputId]?.output?.shape.at(-1);
  for (let id: string | undefined = outputId; id !== undefined; ) {
    const node = graph.nodes[id];
    if (!node || analysis.nodes[id]?.output?.shape.at(-1) !== channels) return null;
    const field = (['units', 'filters'] as const).find((key) => hasField(node.kind, key));
    if (field) return { id, field };
    const sources: readonly string[] = inputs.get(id) ?? [];
    id = sources.length === 1 ? sources[0] : undefined;
  }
  return null;
}

const takesActivation = (kind: string): boolean => hasField(kind, 'activation');

function hasField(kind: string, field: string): boolean {
  const defaults = layerOf(kind)?.params.safeParse({});
  return defaults?.success === true && typeof defaults.data === 'object' && field in (defaults.data ?? {});
}
