import type { Analysis } from '../analysis/types.ts';
import type { CompiledNetwork, TopologyLayer } from '../compile/topology.ts';
import type { NamedTensor } from '../interop/tensors.ts';
import { areUnchanged, type Channels, unchanged } from './channels.ts';
import { channelsThrough, widenedIn } from './flow.ts';
import { type Before, before, type Trained } from './trained.ts';
import { asTheyAre, canFollow, drawnChannels, fitsAsItIs, type Site, type Taken, takeGrown } from './weighted.ts';

export interface Carried {
  /** Of the layers that do not start anew, under the names of the new network. Values that are kept are not copied. */
  readonly weights: () => readonly NamedTensor[];
  /** Names of the layers that keep their weights, in the new network's order, as are the others. */
  readonly kept: readonly string[];
  /** Names of those that have more channels than before: old ones repeated, so that the network computes what it did. */
  readonly widened: readonly string[];
  /** Names of those that are new and give back what they get. */
  readonly inserted: readonly string[];
  /** Names of those with weights that are drawn anew: they are new, or theirs do not fit any more. */
  readonly fresh: readonly string[];
}

/**
 * What an edited network takes over from a trained one, layer by layer: the weights of the same node of the canvas, or, where
 * the trained one has no such node, of the layer of the same name. All of a layer's weights fit in name and shape, or none is
 * taken.
 *
 * With `grow`, a layer that was widened, and one that was inserted where it can give back what it gets, start such that the
 * network computes what it did (Net2Net, Chen et al. 2016). A layer whose new channels would meet one that mixes channels
 * otherwise than by a product (a layer normalisation, say), or an output of the network, is not widened but drawn anew.
 *
 * @param analysis of the document that `to` was compiled from
 */
export function carryWeights(from: Trained, to: CompiledNetwork, analysis: Analysis, grow = false): Carried {
  const known = before(from);
  const refused = new Set<string>();
  for (;;) {
    const { steps, blocked } = walk(known, to, analysis, grow, refused);
    if (blocked.length === 0) return carried(steps);
    for (const name of blocked) refused.add(name);
  }
}

interface Step {
  readonly name: string;
  /** `null`: drawn anew. */
  readonly taken: Pick<Taken, 'how' | 'weights'> | null;
}

function carried(steps: readonly Step[]): Carried {
  const names = (how: Taken['how'] | undefined) =>
    steps.filter(({ taken }) => taken?.how === how).map(({ name }) => name);
  return {
    weights: () => steps.flatMap(({ taken }) => taken?.weights() ?? []),
    kept: names('kept'),
    widened: names('widened'),
    inserted: names('inserted'),
    fresh: names(undefined),
  };
}

/** One way through the network; `blocked`: layers that must not be widened, since a later one could not follow. */
function walk(known: Before, to: CompiledNetwork, analysis: Analysis, grow: boolean, refused: ReadonlySet<string>) {
  const { layers, output_layers } = to.topology.config;
  const shared = new Set(layers.flatMap(({ name, shares_with: owner }) => (owner === undefined ? [] : [name, owner])));
  const channels = new Map<string, Channels>();
  const steps: Step[] = [];
  const blocked: string[] = [];
  for (const layer of layers) {
    const { name } = layer;
    const nodeId = to.nodeIds[name] ?? '';
    const facts = analysis.node(nodeId);
    const inputs = inboundOf(layer).flatMap((source) => channels.get(source) ?? []);
    const shapes = (facts?.inputs ?? []).flatMap((shape) => (shape ? [shape] : []));
    const wanted = facts?.weights ?? [];
    const width = facts?.output?.shape.at(-1) ?? 0;
    const borrows = layer.shares_with !== undefined;
    if (wanted.length === 0 || borrows) {
      const through = borrows ? null : channelsThrough(layer, inputs, shapes);
      if (!through) blocked.push(...widenedIn(inputs));
      channels.set(name, through ?? unchanged(width));
      continue;
    }
    const own = known.layer(nodeId, name);
    const mayWiden = grow && !refused.has(name);
    const site: Site = { layer, own, wanted, inputs, shape: shapes[0] ?? [], mayWiden };
    const grown = grow && !shared.has(name) ? takeGrown(site) : null;
    const fits = !grown && fitsAsItIs(site);
    // One that starts anew for another reason takes repeated channels as well as any others.
    if (fits || !canFollow(site) || shared.has(name)) blocked.push(...widenedIn(inputs));
    const taken = grown ?? (fits ? { how: 'kept' as const, weights: () => asTheyAre(site) } : null);
    steps.push({ name, taken });
    channels.set(name, grown?.channels ?? drawnChannels(site, width));
  }
  for (const [name] of output_layers) {
    const end = channels.get(name);
    if (end && !areUnchanged(end)) blocked.push(...end.widened);
  }
  return { steps, blocked };
}

const inboundOf = ({ inbound_nodes }: TopologyLayer): readonly string[] =>
  inbound_nodes.flatMap((call) => call.map(([source]) => source));
