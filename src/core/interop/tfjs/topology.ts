import type { CompiledNetwork, InboundTensor, TensorRef, Topology, TopologyLayer } from '../../compile/topology.ts';
import { freshName, snakeCase } from '../../document/names.ts';
import { problem } from '../../problems/messages.ts';
import type { Problem } from '../../problems/problem.ts';
import { fail, ok, type Result } from '../../result.ts';
import { outputShapes } from '../keras/output-shapes.ts';
import type { SharedLayer } from '../keras/write/graph.ts';
import { withCopies } from './copies.ts';
import { plainConfig } from './plain-config.ts';
import { inputRanks } from './ranks.ts';
import { isRefusal, type Refusal, type Rewritten, rewrites } from './rewrites.ts';

export interface TfjsTopology {
  readonly topology: Topology;
  /** Classes that tfjs computes so only with `stride-layers.js`. */
  readonly taught: readonly string[];
  /** Names of layers whose class, or that of the layer in them, is one of `stride-layers.js`. */
  readonly ours: ReadonlySet<string>;
  /**
   * What Stride reads again: what the layers were that are written otherwise, which layers only copy, and the names of those
   * for which one is called several times.
   */
  readonly told: readonly (Told | { readonly copy: string } | SharedLayer)[];
}

/** A layer that is written as others, or with other settings. */
interface Told {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly pieces: readonly string[];
  /** Where it is called again for layers that share its weights: the pieces that come after it for each of those. */
  readonly uses?: readonly (readonly string[])[];
}

/**
 * The network in layers that tfjs computes as the engine does. Layers keep their names and weights; some are written as
 * several, some need what `stride-layers.js` teaches.
 * Errors: `export.tfjs.*`, one for each layer that has no such form, with its node.
 */
export function tfjsTopology(network: CompiledNetwork): Result<TfjsTopology, readonly Problem[]> {
  const { config } = network.topology;
  const taken = new Set(config.layers.map(({ name }) => name));
  const plans = new Map<string, Plan>();
  const problems: Problem[] = [];
  const ranks = inputRanks(config.layers);
  const shapes = outputShapes(config.layers);
  for (const layer of config.layers) {
    const rewrite = Object.hasOwn(rewrites, layer.class_name) ? rewrites[layer.class_name] : undefined;
    const [[source] = ['']] = layer.inbound_nodes[0] ?? [];
    const channels = shapes.get(source)?.at(-1);
    const result = rewrite?.(layer, ranks.get(layer.name) ?? 0, channels) ?? unknownLayer(layer);
    if (isRefusal(result)) problems.push(obstacle(layer, result, network));
    else plans.set(layer.name, { layer, ...result, names: namesOf(layer, result, taken), calls: [] });
  }
  for (const plan of plans.values()) {
    const shared = plan.keepsWeights ? plans.get(plan.layer.shares_with ?? '') : undefined;
    const owner = shared ?? plan;
    if (sameLayer(plan, owner)) owner.calls.push(plan);
    else problems.push(obstacle(plan.layer, otherLayer(owner.layer), network));
  }
  if (problems.length > 0) return fail(problems);
  const endOf = (name: string): TensorRef => {
    const plan = plans.get(name);
    return plan === undefined ? [name, 0, 0] : refTo(plan, plan.pieces.length - 1, plans);
  };
  const pieces = [...plans.values()].flatMap((plan) =>
    plan.pieces.map((piece, i) => ({ ...piece, name: plan.names[i] ?? plan.layer.name })),
  );
  const layers = [...plans.values()].flatMap((plan) => layersOf(plan, plans, endOf));
  const outputs = config.output_layers.map(([name]) => endOf(name));
  const copied = withCopies(layers, outputs, taken);
  return ok({
    topology: { class_name: 'Functional', config: { ...config, layers: copied.layers, output_layers: outputs } },
    taught: [...new Set(pieces.flatMap(({ className, ours }) => (ours ? [className] : [])))],
    ours: new Set(pieces.flatMap(({ name, ours }) => (ours === 'layer' ? [name] : []))),
    told: [
      ...[...plans.values()].flatMap((plan) => toldOf(plan, plans)),
      ...copied.names.map((copy) => ({ copy })),
      ...[...plans.values()].flatMap(({ layer, calls }) =>
        calls.length > 1 ? [{ shared: layer.name, names: calls.map((caller) => caller.layer.name) }] : [],
      ),
    ],
  });
}

/** Whether what is written of this network opens only with `stride-layers.js`. */
export function needsStrideLayers(network: CompiledNetwork): boolean {
  const written = tfjsTopology(network);
  return written.ok && written.value.taught.length > 0;
}

/** What keeps tfjs, even with `stride-layers.js`, from computing this network: one problem for each layer, none where it can be exported. */
export function tfjsObstacles(network: CompiledNetwork): readonly Problem[] {
  const topology = tfjsTopology(network);
  return topology.ok ? [] : topology.error;
}

interface Plan extends Rewritten {
  readonly layer: TopologyLayer;
  /** Of the pieces. */
  readonly names: readonly string[];
  /**
   * Layers that use its weights, itself among them, in the order of the network. In the file they are calls of its first
   * piece, which stands at the place of the first of them: tfjs numbers calls as it can make them, one after another.
   */
  readonly calls: Plan[];
}

type Plans = ReadonlyMap<string, Plan>;

/** The plan whose first piece is called for this one's, most often itself, and which of its calls that is. */
function sharing(plan: Plan, plans: Plans): { readonly owner: Plan; readonly call: number } {
  const shared = plans.get(plan.layer.shares_with ?? '');
  const owner = shared?.calls.includes(plan) ? shared : plan;
  return { owner, call: Math.max(0, owner.calls.indexOf(plan)) };
}

function refTo(plan: Plan, piece: number, plans: Plans): TensorRef {
  if (piece > 0) return [plan.names[piece] ?? plan.layer.name, 0, 0];
  const { owner, call } = sharing(plan, plans);
  return [owner.names[0] ?? owner.layer.name, call, 0];
}

/** How weights are drawn and penalised is the owner's affair alone; all else must be the same for one layer to serve both. */
function sameLayer({ pieces: [one] }: Plan, { pieces: [other] }: Plan): boolean {
  const settings = (config: Readonly<Record<string, unknown>> = {}): string =>
    JSON.stringify(
      Object.entries(plainConfig(config))
        .filter(([key]) => key !== 'name' && !/_(initializer|regularizer)$/.test(key))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return one?.className === other?.className && settings(one?.config) === settings(other?.config);
}

const otherLayer = ({ name }: TopologyLayer): Refusal => ({ code: 'export.tfjs.shared', values: { other: name } });

const unknownLayer = ({ class_name: className }: TopologyLayer): Refusal => ({
  code: 'export.tfjs.layer',
  values: { layer: className },
});

function obstacle({ name }: TopologyLayer, { code, values, field }: Refusal, network: CompiledNetwork): Problem {
  const nodeId = network.nodeIds[name];
  return problem(code, { name, ...values }, { ...(nodeId !== undefined && { nodeId }), ...(field && { field }) });
}

function toldOf(plan: Plan, plans: Plans): readonly Told[] {
  const { layer, pieces, names, calls } = plan;
  const [first] = pieces;
  if (!first || sharing(plan, plans).owner !== plan) return [];
  const config = { ...plainConfig(first.config), name: layer.name };
  const isItself = first.className === layer.class_name && sameJson(config, layer.config);
  if (pieces.length === 1 && isItself) return [];
  const further = calls.slice(1).map((caller) => caller.names.slice(1));
  const uses = pieces.length > 1 && further.length > 0 ? { uses: further } : {};
  return [{ class_name: layer.class_name, config: layer.config, pieces: names, ...uses }];
}

const sameJson = (a: object, b: object): boolean => inOrder(a) === inOrder(b);
const inOrder = (config: object): string => JSON.stringify(Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1)));

/** @param taken names that are in use; the new ones are added. */
function namesOf(layer: TopologyLayer, { pieces, keepsWeights }: Rewritten, taken: Set<string>): readonly string[] {
  const own = keepsWeights ? 0 : pieces.length - 1;
  return pieces.map(({ className }, i) => {
    if (i === own) return layer.name;
    const name = freshName(`${layer.name}_${snakeCase(className)}`, taken);
    taken.add(name);
    return name;
  });
}

function layersOf(plan: Plan, plans: Plans, endOf: (name: string) => TensorRef): readonly TopologyLayer[] {
  const { owner, call } = sharing(plan, plans);
  return plan.pieces.flatMap((piece, i): readonly TopologyLayer[] => {
    if (i === 0 && call > 0) return [];
    const { className, config } = i === 0 ? (owner.pieces[0] ?? piece) : piece;
    const [name] = i === 0 ? owner.names : [plan.names[i]];
    if (name === undefined) throw new Error(`${plan.layer.name} is written in pieces without a name`);
    const calls = (i === 0 ? owner.calls : [plan]).map((caller) => inboundOf(caller, i, plans, endOf));
    return [
      {
        class_name: className,
        name,
        config: { ...plainConfig(config), name },
        inbound_nodes: calls.filter((call) => call.length > 0),
      },
    ];
  });
}

function inboundOf(
  plan: Plan,
  piece: number,
  plans: Plans,
  endOf: (name: string) => TensorRef,
): readonly InboundTensor[] {
  const from = plan.pieces[piece]?.from ?? 'source';
  const [sources = []] = plan.layer.inbound_nodes;
  return (from === 'source' ? [from] : from).flatMap((input): readonly InboundTensor[] =>
    input === 'source'
      ? sources.map(([name, , , call]): InboundTensor => [...endOf(name), call])
      : [[...refTo(plan, input, plans), {}]],
  );
}
