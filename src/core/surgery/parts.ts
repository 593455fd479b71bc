import type { Analysis } from '../analysis/types.ts';
import type { CompiledNetwork } from '../compile/topology.ts';
import type { Graph, LayerNode } from '../document/schema.ts';
import type { NamedTensor } from '../interop/tensors.ts';
import { type Carried, carryWeights } from './carry-weights.ts';
import { before, type Trained } from './trained.ts';
import { asTheyAre, fitsAsItIs, type Site } from './weighted.ts';

/** Weights of the layers that came as parts of other trained networks. */
export interface PartWeights {
  /** Names of layers that start from the network that they came with, in the network's order, as are the others. */
  readonly taken: readonly string[];
  /** Names of layers whose weights there are not kept any more. */
  readonly missing: readonly string[];
  /** Of those that are taken. Values are not copied. */
  readonly weights: () => readonly NamedTensor[];
}

interface PartSources {
  readonly graph: Graph;
  /** Of that graph. */
  readonly analysis: Analysis;
  /** `null`: the run or its weights are not there any more. */
  readonly trained: (runId: string) => Trained | null;
  /** Layers that start from elsewhere, for all that they came as parts. */
  readonly isElsewhere: (node: LayerNode, name: string) => boolean;
}

/** Runs whose weights layers of this network start from. */
export const partRuns = ({ nodes }: Graph): ReadonlySet<string> =>
  new Set(Object.values(nodes).flatMap(({ takenFrom }) => (takenFrom ? [takenFrom.runId] : [])));

/** Whether both came from the same layer of the same run, or neither from any. */
export const cameAlike = (a: LayerNode | undefined, b: LayerNode | undefined): boolean =>
  a?.takenFrom?.runId === b?.takenFrom?.runId && a?.takenFrom?.node === b?.takenFrom?.node;

/** What layers take from the networks that they came with: all weights of a layer fit in name and shape, or none is taken. */
export function partWeights(to: CompiledNetwork, { graph, analysis, trained, isElsewhere }: PartSources): PartWeights {
  const sources = new Map(
    [...partRuns(graph)].map((runId) => {
      const found = trained(runId);
      return [runId, found && before(found)] as const;
    }),
  );
  const sites: Site[] = [];
  const missing: string[] = [];
  for (const layer of to.topology.config.layers) {
    const { name } = layer;
    const id = to.nodeIds[name] ?? '';
    const node = graph.nodes[id];
    const wanted = analysis.node(id)?.weights ?? [];
    if (!node?.takenFrom || layer.shares_with !== undefined || wanted.length === 0 || isElsewhere(node, name)) continue;
    const source = sources.get(node.takenFrom.runId);
    if (!source) {
      missing.push(name);
      continue;
    }
    const own = source.layer(node.takenFrom.node, '');
    const site: Site = { layer, own, wanted, inputs: [], shape: [], mayWiden: false };
    if (fitsAsItIs(site)) sites.push(site);
  }
  return { taken: sites.map(({ layer }) => layer.name), missing, weights: () => sites.flatMap(asTheyAre) };
}

/** What training starts from where layers came as parts of other networks; `base`: what all of it starts from. */
export function withParts({ weights, kept, widened, inserted, fresh }: Carried, parts: PartWeights): Carried {
  const taken = new Set(parts.taken);
  const all = new Set([...kept, ...taken]);
  const stays = ({ name }: NamedTensor) => !taken.has(name.slice(0, name.indexOf('/')));
  return {
    weights: () => [...weights().filter(stays), ...parts.weights()],
    kept: [...all],
    widened,
    inserted,
    fresh: fresh.filter((name) => !taken.has(name)),
  };
}

/** A network that takes nothing over. */
export const drawnAnew = (network: CompiledNetwork, analysis: Analysis): Carried => {
  const { topology } = network;
  const none = { topology: { ...topology, config: { ...topology.config, layers: [] } }, nodeIds: {} };
  return carryWeights({ network: none, weights: [] }, network, analysis);
};
