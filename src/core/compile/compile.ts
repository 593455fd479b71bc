import { analyze } from '../analysis/analyze.ts';
import type { Analysis } from '../analysis/types.ts';
import type { Graph, LayerNode, StrideDocument } from '../document/schema.ts';
import type { KerasLayer } from '../layers/define.ts';
import { layerOf, parseParams } from '../layers/registry.ts';
import type { Shape } from '../math/shape.ts';
import { problem } from '../problems/messages.ts';
import type { Problem } from '../problems/problem.ts';
import type { Result } from '../result.ts';
import { fail, ok } from '../result.ts';
import { inputsByPort, kerasOrder } from './keras-order.ts';
import { layerNames } from './names.ts';
import { endActivation } from './output.ts';
import type { CompiledNetwork, TopologyLayer } from './topology.ts';

/**
 * The network as Keras writes it, for training: one Input, one output, no errors.
 *
 * Errors: those of the analysis; `compile.inputs`, `compile.noOutput`, `compile.outputs`.
 * @param name of the model; the document's own where it is one.
 * @param analysis of that very graph, where the caller has it.
 */
export function compileNetwork(
  source: Graph | StrideDocument,
  name: string = 'graph' in source ? source.name : 'model',
  analysis: Analysis = analyze('graph' in source ? source.graph : source),
): Result<CompiledNetwork, readonly Problem[]> {
  const graph = 'graph' in source ? source.graph : source;
  const errors = [
    ...analysis.problems.filter((one) => one.severity === 'error'),
    ...customProblems(graph),
    ...endProblems(graph, analysis),
  ];
  const [inputId] = analysis.inputIds;
  const [outputId] = analysis.outputIds;
  const inputShape = inputId === undefined ? null : analysis.nodes[inputId]?.output?.shape;
  const outputShape = outputId === undefined ? null : analysis.nodes[outputId]?.output?.shape;
  if (errors.length > 0 || !inputId || !outputId || !inputShape || !outputShape) return fail(errors);

  const inputs = inputsByPort(graph);
  const ids = kerasOrder(graph, analysis.order, analysis.outputIds);
  const nodes = ids.map((id) => graph.nodes[id]).filter((node) => node !== undefined);
  const names = layerNames(nodes);
  const nameOf = (id: string): string => names.get(id) ?? id;
  const layers = nodes.map((node) => topologyLayer(node, nameOf, inputs.get(node.id) ?? [], analysis));
  return ok({
    topology: {
      class_name: 'Functional',
      config: {
        name,
        layers,
        input_layers: [[nameOf(inputId), 0, 0]],
        output_layers: [[nameOf(outputId), 0, 0]],
      },
    },
    nodeIds: Object.fromEntries(nodes.map((node) => [nameOf(node.id), node.id])),
    inputShape,
    outputShape,
    outputActivation: endActivation(graph, outputId),
  });
}

/** Layers of which only the name is known cannot be run. */
function customProblems(graph: Graph): readonly Problem[] {
  return Object.values(graph.nodes)
    .filter(({ kind }) => kind === 'custom')
    .map(({ id, name, params }) =>
      problem('compile.custom', { name, layer: String(params.className ?? '') }, { nodeId: id }),
    );
}

/** What keeps a network without errors from being trained: the number of its ends. */
export function endProblems(graph: Graph, analysis: Analysis): readonly Problem[] {
  const names = (ids: readonly string[]): string => ids.map((id) => graph.nodes[id]?.name ?? id).join(', ');
  const problems: Problem[] = [];
  const { inputIds, outputIds } = analysis;
  if (inputIds.length > 1)
    problems.push(problem('compile.inputs', { count: inputIds.length, names: names(inputIds) }, at(inputIds)));
  if (outputIds.length > 1)
    problems.push(problem('compile.outputs', { count: outputIds.length, names: names(outputIds) }, at(outputIds)));
  if (outputIds.length === 0 && inputIds.length > 0 && !analysis.problems.some((one) => one.code === 'graph.cycle'))
    problems.push(problem('compile.noOutput', {}, at(inputIds)));
  return problems;
}

/** The last of too many ends is where to look first: it is the one that was drawn last. */
function at(ids: readonly string[]): { readonly nodeId?: string } {
  const nodeId = ids.at(-1);
  return nodeId === undefined ? {} : { nodeId };
}

function topologyLayer(
  node: LayerNode,
  nameOf: (id: string) => string,
  inputs: readonly string[],
  analysis: Analysis,
): TopologyLayer {
  const shapes = analysis.nodes[node.id]?.inputs.filter((shape) => shape !== null) ?? [];
  const { className, config } = kerasOf(node, shapes);
  const name = nameOf(node.id);
  const inbound = inputs.map((id) => [nameOf(id), 0, 0, {}] as const);
  return {
    class_name: className,
    name,
    config: { ...config, name },
    inbound_nodes: inbound.length === 0 ? [] : [inbound],
  };
}

/** A node that an analysis found without error has a known kind and params that its schema reads. */
function kerasOf(node: LayerNode, inputs: readonly Shape[]): KerasLayer {
  const definition = layerOf(node.kind);
  const params = parseParams(node.kind, node.params);
  if (!definition || !params.ok) throw new Error(`${node.name} was not analysed before it was compiled`);
  return definition.keras(params.value, inputs);
}
