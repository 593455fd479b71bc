import type { CompiledNetwork } from '../../../compile/topology.ts';
import { modelConfig } from '../../keras/write/config.ts';
import { kerasGraph } from '../../keras/write/graph.ts';
import { modelOrder } from '../../keras/write/order.ts';
import type { NamedTensor } from '../../tensors.ts';
import type { OnnxNode } from '../model.ts';
import { type OwnNetwork, printOf, type StoredWeight } from '../own.ts';

/**
 * The layers of a network as text for `metadata_props`, so that Stride reads its own file as the same network; `null` where
 * Keras could not say them, or a weight is in the file in no form of its own.
 */
export function ownNetwork(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  stored: ReadonlyMap<string, StoredWeight>,
  nodes: readonly OnnxNode[],
): string | null {
  const graph = kerasGraph(network);
  if (!graph.ok || weights.some(({ name }) => !stored.has(name))) return null;
  const own: OwnNetwork = {
    print: printOf(nodes),
    model: modelConfig(graph.value, modelOrder(graph.value)),
    layers: graph.value.folds,
    weights: Object.fromEntries(stored),
  };
  return JSON.stringify(own);
}
