import { analyze } from '../analysis/analyze.ts';
import { effectiveGraph } from '../analysis/effective.ts';
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
import type { CompiledNetwork, NetworkInput, TopologyLayer } from './topology.ts';

/**
 * The network as Keras writes it, without bypassed and muted layers: any number of inputs and outputs, no errors. What can be trained has one of each:
 * `checkTraining` tells.
 *
 * Errors: those of the analysis; `compile.custom`; `compile.noOutput`.
 * @param name of the model; the document's own where it is one.
 * @param analysis of that very graph, where the caller has it.
 */
export function compileNetwork(
  source: Graph | StrideDocument,
  name: string = 'graph' in source ? source.name : 'model',
  analysis: Analysis = analyze('graph' in source ? source.graph : source),
): Result<CompiledNetwork, readonly Problem[]> {
  const graph = effectiveGraph('graph' in source ? source.graph : source);
  const errors = [
    ...analysis.problems.filter((one) => one.severity === 'error'),
    ...customProblems(graph),
    ...noOutputProblem(analysis),
  ];
  if (errors.length > 0) return fail(errors);

  const inputs = inputsByPort(graph);
  const ids = kerasOrder(graph, analysis.order, analysis.outputIds);
  const nodes = ids.map((id) => graph.nodes[id]).filter((node) => node !== undefined);
  const names = layerNames(nodes);
  const nameOf = (id: string): string => names.get(id) ?? id;
  const shapeOf = (id: string): Shape => analysis.nodes[id]?.output?.shape ?? [];
  const endOf = (id: string): NetworkInput => ({ name: nameOf(id), nodeId: id, shape: shapeOf(id) });
  const networkInputs = analysis.inputIds.map(endOf);
  const networkOutputs = analysis.outputIds.map((id) => ({ ...endOf(id), activation: endActivation(graph, id) }));
  const [firstInput] = networkInputs;
  const [firstOutput] = networkOutputs;
  if (!firstInput || !firstOutput) return fail(errors);
  const layers = nodes.map((node) => topologyLayer(node, nameOf, inputs.get(node.id) ?? [], graph.nodes, analysis));
  return ok({
    topology: {
      class_name: 'Functional',
      config: {
        name,
        layers,
        input_layers: networkInputs.map((end) => [end.name, 0, 0] as const),
        output_layers: networkOutputs.map((end) => [end.name, 0, 0] as const),
      },
    },
    nodeIds: Object.fromEntries(nodes.map((node) => [nameOf(node.id), node.id])),
    inputs: networkInputs,
    outputs: networkOutputs,
    inputShape: firstInput.shape,
    outputShape: firstOutput.shape,
    outputActivation: firstOutput.activation,
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

function noOutputProblem({ inputIds, outputIds, problems }: Analysis): readonly Problem[] {
  const circles = problems.some((one) => one.code === 'graph.cycle');
  return outputIds.length === 0 && inputIds.length > 0 && !circles
    ? [problem('compile.noOutput', {}, at(inputIds))]
    : [];
}

/** What keeps a network without errors from being trained: the number of its ends. */
export const endProblems = (graph: Graph, analysis: Analysis): readonly Problem[] => [
  ...severalEnds(graph, analysis),
  ...noOutputProblem(analysis),
];

/** Errors: `compile.inputs`, `compile.outputs`. Such a network can be compiled, but neither trained nor asked. */
export function severalEnds(graph: Graph, analysis: Analysis): readonly Problem[] {
  const names = (ids: readonly string[]): string => ids.map((id) => graph.nodes[id]?.name ?? id).join(', ');
  const problems: Problem[] = [];
  const { inputIds, outputIds } = analysis;
  if (inputIds.length > 1)
    problems.push(problem('compile.inputs', { count: inputIds.length, names: names(inputIds) }, at(inputIds)));
  if (outputIds.length > 1)
    problems.push(problem('compile.outputs', { count: outputIds.length, names: names(outputIds) }, at(outputIds)));
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
  graphNodes: Graph['nodes'],
  analysis: Analysis,
): TopologyLayer {
  const shapes = analysis.nodes[node.id]?.inputs.filter((shape) => shape !== null) ?? [];
  const { className, config } = kerasOf(node, shapes);
  const name = nameOf(node.id);
  const owner = weightOwner(node, graphNodes);
  const frozen = graphNodes[owner]?.frozen && (analysis.nodes[owner]?.parameters.total ?? 0) > 0;
  const inbound = inputs.map((id) => [nameOf(id), 0, 0, {}] as const);
  return {
    class_name: className,
    name,
    config: { ...config, name, ...(frozen ? { trainable: false } : {}) },
    inbound_nodes: inbound.length === 0 ? [] : [inbound],
    ...(owner !== node.id && { shares_with: nameOf(owner) }),
  };
}

/** The node whose weights this one uses in the end: itself where it has its own. */
function weightOwner(node: LayerNode, nodes: Graph['nodes']): string {
  const seen = new Set([node.id]);
  let owner = node;
  for (let next = nodes[owner.sharesWith ?? '']; next && !seen.has(next.id); next = nodes[next.sharesWith ?? '']) {
    seen.add(next.id);
    owner = next;
  }
  return owner.id;
}

/** A node that an analysis found without error has a known kind and params that its schema reads. */
function kerasOf(node: LayerNode, inputs: readonly Shape[]): KerasLayer {
  const definition = layerOf(node.kind);
  const params = parseParams(node.kind, node.params);
  if (!definition || !params.ok) throw new Error(`${node.name} was not analysed before it was compiled`);
  return definition.keras(params.value, inputs);
}
