import type { CompiledNetwork } from '../compile/topology.ts';
import type { NamedTensor } from '../interop/tensors.ts';

/** A trained network: weights under the names that its topology gives, `layer/kernel`. */
export interface Trained {
  readonly network: Pick<CompiledNetwork, 'topology' | 'nodeIds'>;
  readonly weights: readonly NamedTensor[];
}

export interface LayerTensor extends NamedTensor {
  /** Its name within the layer. */
  readonly weight: string;
}

/** Finds what a layer of a network had in a trained one. */
export interface Before {
  /** `null`: the trained network has no such layer. */
  layer(nodeId: string, name: string): readonly LayerTensor[] | null;
}

/** By the node of the canvas, or, where the trained network has no such node, by name. */
export function before({ network, weights }: Trained): Before {
  const tensors = byLayer(weights);
  const partner = partners(network);
  return {
    layer(nodeId, name) {
      const found = partner(nodeId, name);
      return found === undefined ? null : (tensors.get(found) ?? []);
    },
  };
}

function byLayer(weights: readonly NamedTensor[]): ReadonlyMap<string, readonly LayerTensor[]> {
  const tensors = new Map<string, LayerTensor[]>();
  for (const tensor of weights) {
    const slash = tensor.name.indexOf('/');
    const layer = tensor.name.slice(0, slash);
    tensors.set(layer, [...(tensors.get(layer) ?? []), { ...tensor, weight: tensor.name.slice(slash + 1) }]);
  }
  return tensors;
}

function partners({ topology, nodeIds }: Trained['network']): (nodeId: string, name: string) => string | undefined {
  const byNode = new Map<string, string>();
  const names = new Set<string>();
  for (const { name } of topology.config.layers) {
    names.add(name);
    const id = nodeIds[name];
    if (id !== undefined && !byNode.has(id)) byNode.set(id, name);
  }
  return (nodeId, name) => byNode.get(nodeId) ?? (names.has(name) ? name : undefined);
}
