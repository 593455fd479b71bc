import { effectiveGraph } from '../analysis/effective.ts';
import type { Graph, LayerNode } from '../document/schema.ts';
import { layerOf } from '../layers/registry.ts';
import { inputsByPort } from './keras-order.ts';

/** Keras classes that are an activation by themselves. */
const ownActivation: Readonly<Record<string, string>> = {
  Softmax: 'softmax',
  ReLU: 'relu',
  LeakyReLU: 'leaky_relu',
  ELU: 'elu',
};

/** Keras classes after which probabilities are still the same probabilities, or their mean. */
const transparent: ReadonlySet<string> = new Set(['Flatten', 'Reshape', 'Dropout', 'GlobalAveragePooling2D']);

/** The layer whose activation the network ends with: the output itself, or what it only reshapes. */
export function endLayer(source: Graph, outputId: string): LayerNode | undefined {
  const graph = effectiveGraph(source);
  const inputs = inputsByPort(graph);
  let node = graph.nodes[outputId];
  const seen = new Set<string>();
  while (node && !seen.has(node.id) && transparent.has(classOf(node))) {
    seen.add(node.id);
    const [source] = inputs.get(node.id) ?? [];
    if (source === undefined) break;
    node = graph.nodes[source];
  }
  return node;
}

/** Keras name of the activation that a network ends with; `linear` where there is none. */
export function endActivation(graph: Graph, outputId: string): string {
  const node = endLayer(graph, outputId);
  return node ? activationOf(node) : 'linear';
}

export function activationOf(node: LayerNode): string {
  const written = kerasConfig(node)?.activation;
  return typeof written === 'string' ? written : (ownActivation[classOf(node)] ?? 'linear');
}

function kerasConfig(node: LayerNode): Readonly<Record<string, unknown>> | undefined {
  const definition = layerOf(node.kind);
  const params = definition?.params.safeParse(node.params);
  return definition && params?.success ? definition.keras(params.data).config : undefined;
}

function classOf(node: LayerNode): string {
  const definition = layerOf(node.kind);
  const params = definition?.params.safeParse(node.params);
  return definition && params?.success ? definition.keras(params.data).className : '';
}
