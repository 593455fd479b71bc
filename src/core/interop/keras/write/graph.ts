import type { CompiledNetwork, TopologyLayer } from '../../../compile/topology.ts';
import { freshName, snakeCase } from '../../../document/names.ts';
import type { Shape } from '../../../math/shape.ts';
import { problem } from '../../../problems/messages.ts';
import type { Problem } from '../../../problems/problem.ts';
import { fail, ok, type Result } from '../../../result.ts';
import { kindOfClass } from '../layers/table.ts';
import { outputShapes } from '../output-shapes.ts';
import { asReversible, type Piece, rewrites } from './rewrites.ts';

/** `[layer, call, tensor]`: what one call of a layer puts out; only models in the model put out several tensors. */
export type Ref = readonly [layer: string, call: number, tensor: number];

export interface GraphCall {
  /** Name of the network's layer that it is for; empty where it is for a group of them. */
  readonly of: string;
  readonly tensors: readonly { readonly ref: Ref; readonly shape: Shape }[];
  readonly constants: readonly number[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** A layer of the file: Keras's own, called as often as layers of the network share its weights. */
export interface GraphLayer {
  readonly className: string;
  readonly name: string;
  readonly isOperation: boolean;
  readonly config: Readonly<Record<string, unknown>>;
  readonly calls: readonly GraphCall[];
  /** Name of the network's layer whose weights it has. */
  readonly weightsOf: string | null;
  /** What is in it, where it is itself a model. */
  readonly model?: KerasModel;
}

/** A layer of Stride's that Keras does not have: what it was, and the names of those that stand for it. */
export interface Fold {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly pieces: readonly string[];
}

/** A layer that is called for several of the network, and what those are called. */
export interface SharedLayer {
  readonly shared: string;
  readonly names: readonly string[];
}

export interface KerasModel {
  readonly name: string;
  readonly layers: readonly GraphLayer[];
  readonly inputs: readonly Ref[];
  readonly outputs: readonly Ref[];
}

/** The network as one model, each layer after what feeds its first call. */
export interface KerasGraph extends KerasModel {
  readonly folds: readonly Fold[];
  readonly shared: readonly SharedLayer[];
}

interface Plan {
  readonly layer: TopologyLayer;
  readonly pieces: readonly Piece[];
  readonly names: readonly string[];
  /** Layers that use its weights, itself among them, in the order of the network: calls of its piece that has them. */
  readonly calls: Plan[];
}

/**
 * The network in layers that Keras has and that compute the same.
 * Errors: `export.keras.layer`, `export.keras.shared`, one for each layer that has no such form, with its node.
 */
export function kerasGraph(network: CompiledNetwork): Result<KerasGraph, readonly Problem[]> {
  const { config } = network.topology;
  const shapes = outputShapes(config.layers);
  const problems: Problem[] = [];
  const plans = plansOf(config.layers, shapes, (layer) =>
    problems.push(obstacle('export.keras.layer', layer, { layer: layer.class_name }, network)),
  );
  for (const plan of plans.values()) {
    const owner = plans.get(plan.layer.shares_with ?? '') ?? plan;
    if (serves(owner, plan)) owner.calls.push(plan);
    else problems.push(obstacle('export.keras.shared', plan.layer, { other: owner.layer.name }, network));
  }
  if (problems.length > 0) return fail(problems);
  const all = [...plans.values()];
  const places = new Map(all.flatMap((plan) => plan.names.map((_, i) => [keyOf(plan, i), refOf(plan, i, plans)])));
  const endOf = (name: string): Ref => {
    const plan = plans.get(name);
    return (plan && places.get(keyOf(plan, plan.pieces.length - 1))) ?? [name, 0, 0];
  };
  return ok({
    name: config.name,
    layers: all.flatMap((plan) => layersOf(plan, plans, (owner, i) => places.get(keyOf(owner, i)), endOf, shapes)),
    inputs: config.input_layers.map(([name]) => endOf(name)),
    outputs: config.output_layers.map(([name]) => endOf(name)),
    folds: all.flatMap(foldOf),
    shared: all.flatMap(({ layer, calls }) =>
      calls.length > 1 ? [{ shared: layer.name, names: calls.map((caller) => caller.layer.name) }] : [],
    ),
  });
}

const keyOf = ({ layer }: Plan, piece: number): string => `${piece}/${layer.name}`;

function plansOf(
  layers: readonly TopologyLayer[],
  shapes: ReadonlyMap<string, Shape>,
  refuse: (layer: TopologyLayer) => void,
): ReadonlyMap<string, Plan> {
  const taken = new Set(layers.map(({ name }) => name));
  const reversed = new Set(
    layers.flatMap((layer) =>
      layer.class_name === 'ReverseEmbedding' && layer.shares_with !== undefined ? [layer.shares_with] : [],
    ),
  );
  const plans = new Map<string, Plan>();
  for (const layer of layers) {
    const output = shapes.get(layer.name);
    const isKnown = layer.class_name === 'InputLayer' || kindOfClass(layer.class_name) !== undefined;
    if (!isKnown || !output) {
      refuse(layer);
      continue;
    }
    const [[source] = ['']] = layer.inbound_nodes[0] ?? [];
    const made = rewrites[layer.class_name]?.(layer, shapes.get(source) ?? [], output) ?? [itself(layer, output)];
    const isTied = layer.class_name === 'Embedding' && reversed.has(layer.name);
    const pieces = isTied ? made.map(asReversible) : made;
    plans.set(layer.name, { layer, pieces, names: namesOf(layer, pieces, taken), calls: [] });
  }
  return plans;
}

const itself = ({ class_name: className, config }: TopologyLayer, shape: Shape): Piece => ({
  className,
  config,
  from: ['source'],
  shape,
  hasWeights: true,
});

/** Place of the piece that is called for every layer that shares it; the last where none has weights. */
const mainPiece = (pieces: readonly Piece[]): number => {
  const own = pieces.findIndex(({ hasWeights }) => hasWeights);
  return own < 0 ? pieces.length - 1 : own;
};

/** @param taken names that are in use; the new ones are added. */
function namesOf(layer: TopologyLayer, pieces: readonly Piece[], taken: Set<string>): readonly string[] {
  const own = mainPiece(pieces);
  return pieces.map(({ className }, i) => {
    if (i === own) return layer.name;
    const name = freshName(`${layer.name}_${snakeCase(className)}`, taken);
    taken.add(name);
    return name;
  });
}

/** How weights are drawn and penalised is the owner's affair; all else must be the same for one layer to serve both. */
function serves(owner: Plan, user: Plan): boolean {
  if (owner === user) return true;
  const [one, other] = [owner, user].map(({ pieces }) => pieces[mainPiece(pieces)]);
  if (one?.className !== other?.className) return false;
  const isEmbedding = one?.className === 'ReversibleEmbedding';
  const settings = (config: Readonly<Record<string, unknown>> = {}): string =>
    JSON.stringify(
      Object.entries(config)
        .filter(([key]) => (isEmbedding ? /^(in|out)put_dim$/.test(key) : !drawnOrTold.test(key)))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return settings(one?.config) === settings(other?.config);
}

const drawnOrTold = /^(name|trainable|.*_(initializer|regularizer|constraint))$/;

function obstacle(
  code: 'export.keras.layer' | 'export.keras.shared',
  { name }: TopologyLayer,
  values: Readonly<Record<string, string>>,
  network: CompiledNetwork,
): Problem {
  const nodeId = network.nodeIds[name];
  return problem(code, { name, ...values }, nodeId === undefined ? {} : { nodeId });
}

function refOf(plan: Plan, piece: number, plans: ReadonlyMap<string, Plan>): Ref {
  const owner = ownerOf(plan, piece, plans);
  const place = owner === plan ? piece : mainPiece(owner.pieces);
  return [owner.names[place] ?? plan.layer.name, callsOf(owner, place).indexOf(plan), 0];
}

/** The plan whose piece is called for this one's: itself but where weights are shared. */
function ownerOf(plan: Plan, piece: number, plans: ReadonlyMap<string, Plan>): Plan {
  const shared = plans.get(plan.layer.shares_with ?? '');
  return shared && piece === mainPiece(plan.pieces) ? shared : plan;
}

const callsOf = (plan: Plan, piece: number): readonly Plan[] =>
  piece === mainPiece(plan.pieces) && plan.calls.length > 0 ? plan.calls : [plan];

function layersOf(
  plan: Plan,
  plans: ReadonlyMap<string, Plan>,
  placeOf: (plan: Plan, piece: number) => Ref | undefined,
  endOf: (name: string) => Ref,
  shapes: ReadonlyMap<string, Shape>,
): readonly GraphLayer[] {
  return plan.pieces.flatMap((piece, i): readonly GraphLayer[] => {
    const name = plan.names[i] ?? plan.layer.name;
    if (ownerOf(plan, i, plans) !== plan) return [];
    const calls = callsOf(plan, i).map((caller): GraphCall => {
      const place = caller === plan ? i : mainPiece(caller.pieces);
      const own = caller.pieces[place] ?? piece;
      const tensors = own.from.flatMap((source) => {
        if (source !== 'source') {
          const ref = placeOf(caller, source);
          return ref ? [{ ref, shape: caller.pieces[source]?.shape ?? [] }] : [];
        }
        const [sources = []] = caller.layer.inbound_nodes;
        return sources.map(([from]) => ({ ref: endOf(from), shape: shapes.get(from) ?? [] }));
      });
      return { of: caller.layer.name, tensors, constants: own.constants ?? [], options: own.call ?? {} };
    });
    return [
      {
        className: piece.className,
        name,
        isOperation: piece.isOperation === true,
        config: { ...piece.config, name },
        calls: piece.from.length === 0 ? [] : calls,
        weightsOf: piece.hasWeights ? plan.layer.name : null,
      },
    ];
  });
}

/** Of what came to be several layers, or one of another class. */
function foldOf({ layer, pieces, names }: Plan): readonly Fold[] {
  const isOwn = pieces.length > 1 || layer.class_name === 'AddSinePositionEmbedding';
  return isOwn && layer.shares_with === undefined
    ? [{ class_name: layer.class_name, config: layer.config, pieces: names }]
    : [];
}
