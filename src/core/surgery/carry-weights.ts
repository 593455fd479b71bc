import type { Analysis } from '../analysis/types.ts';
import type { CompiledNetwork } from '../compile/topology.ts';
import type { NamedTensor } from '../interop/tensors.ts';

/** A trained network: weights under the names that its topology gives, `layer/kernel`. */
export interface Trained {
  readonly network: Pick<CompiledNetwork, 'topology' | 'nodeIds'>;
  readonly weights: readonly NamedTensor[];
}

export interface Carried {
  /** Of the layers that keep theirs, under the names of the new network. Values are not copied. */
  readonly weights: readonly NamedTensor[];
  /** Names of the layers that keep their weights, in the new network's order. */
  readonly kept: readonly string[];
  /** Names of those with weights that are drawn anew: they are new, or theirs do not fit any more. */
  readonly fresh: readonly string[];
}

/**
 * What an edited network takes over from a trained one, layer by layer: the weights of the same node of the canvas, or, where
 * the trained one has no such node, of the layer of the same name. All of a layer's weights fit in name and shape, or none is
 * taken.
 *
 * @param analysis of the document that `to` was compiled from
 */
export function carryWeights(from: Trained, to: CompiledNetwork, analysis: Analysis): Carried {
  const tensors = byLayer(from.weights);
  const partnerOf = partners(from.network);
  const weights: NamedTensor[] = [];
  const kept: string[] = [];
  const fresh: string[] = [];
  for (const { name, shares_with } of to.topology.config.layers) {
    const nodeId = to.nodeIds[name] ?? '';
    const wanted = shares_with === undefined ? (analysis.node(nodeId)?.weights ?? []) : [];
    if (wanted.length === 0) continue;
    const own = tensors.get(partnerOf(nodeId, name) ?? '') ?? [];
    const found = wanted.flatMap((spec) => {
      const tensor = own.find((one) => one.weight === spec.name && one.shape.join() === spec.shape.join());
      return tensor ? [{ name: `${name}/${spec.name}`, shape: tensor.shape, values: tensor.values }] : [];
    });
    const fits = found.length === wanted.length && own.length === wanted.length;
    (fits ? kept : fresh).push(name);
    if (fits) weights.push(...found);
  }
  return { weights, kept, fresh };
}

interface LayerTensor extends NamedTensor {
  /** Its name within the layer. */
  readonly weight: string;
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
