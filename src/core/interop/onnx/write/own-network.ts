import type { CompiledNetwork } from '../../../compile/topology.ts';
import { modelConfig } from '../../keras/write/config.ts';
import { kerasGraph } from '../../keras/write/graph.ts';
import { modelOrder } from '../../keras/write/order.ts';
import type { NamedTensor } from '../../tensors.ts';
import type { OnnxNode } from '../model.ts';
import { type OwnNetwork, printOf, type StoredWeight } from '../own.ts';

/** Numbers of a weight that are told as text: means and variances of channels, not kernels. */
const mostTold = 4096;

/** As text, numbers would lose the sign of a zero. */
const bitsOf = (values: Float32Array): readonly number[] => [...new Uint32Array(values.slice().buffer)];

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
  const computed = weights.filter(({ name }) => !stored.has(name));
  if (!graph.ok || computed.some(({ values }) => values.length > mostTold)) return null;
  const own: OwnNetwork = {
    print: printOf(nodes),
    model: modelConfig(graph.value, modelOrder(graph.value)),
    layers: [...graph.value.folds, ...graph.value.shared],
    weights: Object.fromEntries([
      ...stored,
      ...computed.map(({ name, values }) => [name, { bits: bitsOf(values) }] as const),
    ]),
  };
  return JSON.stringify(own);
}
