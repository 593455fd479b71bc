import type { FrozenBase } from '../../core/analysis/frozen-base.ts';
import type { CompiledNetwork, TensorRef, TopologyLayer } from '../../core/compile/topology.ts';
import type { Regularizer } from '../../core/layers/penalties.ts';
import { EngineError } from '../failure.ts';
import { say } from '../sayings.ts';
import { activationOf } from './activations.ts';
import { baseOf } from './base.ts';
import { layerBuilders } from './builders.ts';
import { ConfigReader } from './config.ts';
import type { RunnableLayer, WeightSlot } from './layer.ts';

/** A network as an ordered list of layers, each knowing where its inputs and its weights are. */
export interface Program {
  readonly layers: readonly ProgramLayer[];
  readonly weights: readonly ProgramWeight[];
  /** Places in `layers` of its inputs and outputs, in the order in which they are fed and given. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Of the first input, without batch. */
  readonly inputShape: readonly number[];
  /** The first output. */
  readonly output: number;
  readonly outputShape: readonly number[];
  /** What it computes is the same in every epoch, up to noise; places in `layers`. */
  readonly base: FrozenBase;
}

export interface ProgramLayer {
  readonly name: string;
  readonly nodeId: string | undefined;
  /** Places of its inputs in `layers`; none for the input layer. */
  readonly inputs: readonly number[];
  readonly layer: RunnableLayer;
  /** Place in `weights` of each of its slots. Layers that share weights have places in common. */
  readonly weightPlaces: readonly number[];
  /** Something below it is trained, so the gradient must reach its inputs. */
  readonly inputGradient: boolean;
  /** Training leaves its weights as they are. */
  readonly frozen: boolean;
  /** How many inputs of other layers read its output; a layer may read it twice. */
  readonly readers: number;
  /** Penalty on what it puts out. */
  readonly activityRegularizer: Regularizer;
}

export interface ProgramWeight extends WeightSlot {
  /** `conv2d/kernel`, as Keras orders and names them. */
  readonly fullName: string;
}

/**
 * Turns a topology into a program.
 * @throws EngineError `unsupported-layer`, with the node, for whatever the engine would run wrongly or not at all.
 */
export function buildProgram(network: CompiledNetwork): Program {
  const ordered = inOrder(network);
  const places = new Map(ordered.map((layer, i) => [layer.name, i]));
  const readers = readerCounts(ordered, network);
  const layers: ProgramLayer[] = [];
  for (const entry of ordered) {
    const nodeId = network.nodeIds[entry.name];
    const inputs = inboundNames(entry, network).map((name) => places.get(name) ?? -1);
    const shapes = inputs.map((place) => layers[place]?.layer.outputShape ?? []);
    const layer = entry.class_name === 'InputLayer' ? inputLayer(entry, nodeId) : build(entry, shapes, nodeId);
    const inputGradient = inputs.some((place) => reachesTrainable(layers[place]));
    const config = configOf(entry, nodeId);
    const activityRegularizer = config.regularizer('activity_regularizer');
    const frozen = layer.weights.length > 0 && !config.trainable;
    layers.push({
      name: entry.name,
      nodeId,
      inputs,
      layer,
      weightPlaces: [],
      inputGradient,
      frozen,
      readers: readers.get(entry.name) ?? 0,
      activityRegularizer,
    });
  }
  const { weights, placesOf } = placeWeights(ordered, layers);
  const placed = layers.map((layer, i) => ({ ...layer, weightPlaces: placesOf[i] ?? [] }));
  return finish(network, placed, weights, places);
}

/**
 * One weight for each slot, but for those of a layer that shares another's: these are the other's of the same name. A
 * layer may come before the one whose weights it uses.
 */
function placeWeights(
  entries: readonly TopologyLayer[],
  layers: readonly ProgramLayer[],
): { weights: readonly ProgramWeight[]; placesOf: readonly (readonly number[])[] } {
  const slotsOf = new Map(layers.map(({ name, layer }) => [name, layer.weights]));
  const ownerOf = (entry: TopologyLayer, { name }: WeightSlot): string => {
    const shared = slotsOf.get(entry.shares_with ?? '')?.some((slot) => slot.name === name);
    return shared && entry.shares_with !== undefined ? entry.shares_with : entry.name;
  };
  const weights: ProgramWeight[] = [];
  const places = new Map<string, number>();
  entries.forEach((entry, i) => {
    for (const slot of layers[i]?.layer.weights ?? []) {
      if (ownerOf(entry, slot) !== entry.name) continue;
      const fullName = `${entry.name}/${slot.name}`;
      places.set(fullName, weights.length);
      weights.push({ ...slot, fullName });
    }
  });
  const placesOf = entries.map((entry, i) =>
    (layers[i]?.layer.weights ?? []).map((slot) => {
      const fullName = `${ownerOf(entry, slot)}/${slot.name}`;
      const place = places.get(fullName) ?? -1;
      const shape = weights[place]?.shape ?? [];
      if (shape.join() !== slot.shape.join()) {
        const shapes = `it needs [${slot.shape.join(', ')}], ${fullName} has [${shape.join(', ')}]`;
        refuse(`${entry.name} shares a weight of another shape: ${shapes}.`, layers[i]?.nodeId);
      }
      return place;
    }),
  );
  return { weights, placesOf };
}

function finish(
  network: CompiledNetwork,
  layers: readonly ProgramLayer[],
  weights: readonly ProgramWeight[],
  places: ReadonlyMap<string, number>,
): Program {
  const { input_layers, output_layers } = network.topology.config;
  const placeOf = ([name]: TensorRef): number =>
    places.get(name) ?? refuse('The network names an input or output layer that it does not hold.');
  const inputs = input_layers.map(placeOf);
  const outputs = output_layers.map(placeOf);
  const unfed = layers.find((layer, place) => layer.inputs.length === 0 && !inputs.includes(place));
  if (unfed !== undefined) refuse(`${unfed.name} is fed by nothing.`, unfed.nodeId);
  const [first, output] = [layers[inputs[0] ?? -1], outputs[0]];
  const last = layers[output ?? -1];
  if (first === undefined || last === undefined || output === undefined) {
    return refuse('The network has no input or no output.');
  }
  const shapes = { inputShape: first.layer.outputShape, outputShape: last.layer.outputShape };
  return { layers, weights, inputs, outputs, output, ...shapes, base: baseOf(layers, outputs) };
}

/** @throws EngineError `unsupported-layer` for a network that labels and images alone cannot feed. */
export function requireSingleEnds({ inputs, outputs }: Program): void {
  if (inputs.length !== 1) refuse(say('manyInputs', { count: inputs.length }));
  if (outputs.length !== 1) refuse(say('manyOutputs', { count: outputs.length }));
}

function readerCounts(layers: readonly TopologyLayer[], network: CompiledNetwork): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const layer of layers)
    for (const name of inboundNames(layer, network)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const reachesTrainable = (layer: ProgramLayer | undefined): boolean =>
  layer !== undefined && (layer.inputGradient || layer.layer.weights.some((slot) => slot.trainable));

function build(
  entry: TopologyLayer,
  shapes: readonly (readonly number[])[],
  nodeId: string | undefined,
): RunnableLayer {
  const builder = Object.hasOwn(layerBuilders, entry.class_name) ? layerBuilders[entry.class_name] : undefined;
  const config = configOf(entry, nodeId);
  if (builder === undefined) return config.refuse('the engine does not have this layer yet');
  if (shapes.length === 0) config.refuse('it has no input');
  const layer = builder(config, shapes);
  if (activationOf(layer.activation) === undefined) config.refuse(`activation ${layer.activation} is not known`);
  return layer;
}

const configOf = (entry: TopologyLayer, nodeId: string | undefined): ConfigReader =>
  new ConfigReader(entry.config, entry.name, entry.class_name, nodeId);

function inputLayer(entry: TopologyLayer, nodeId: string | undefined): RunnableLayer {
  const shape = entry.config.batch_input_shape ?? entry.config.batch_shape;
  const sizes = Array.isArray(shape) ? shape.slice(1) : [];
  if (sizes.length === 0 || !sizes.every((n): n is number => Number.isInteger(n))) {
    refuse(`${entry.name} has no fixed shape.`, nodeId);
  }
  return {
    weights: [],
    outputShape: sizes.map(Number),
    activation: 'linear',
    call: () => {
      throw new Error('the input layer is fed, not called');
    },
  };
}

/** Layers so that each comes after its inputs. */
function inOrder(network: CompiledNetwork): TopologyLayer[] {
  const byName = new Map(network.topology.config.layers.map((layer) => [layer.name, layer]));
  const done = new Set<string>();
  const open = new Set<string>();
  const ordered: TopologyLayer[] = [];
  // A stack of our own: a plain chain of some thousand layers would exhaust the call stack.
  for (const root of network.topology.config.layers) {
    const stack = [root.name];
    for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
      const layer = byName.get(name);
      if (layer === undefined) return refuse(`The network has no layer ${name}.`);
      if (done.has(name)) {
        stack.pop();
        continue;
      }
      const waiting = inboundNames(layer, network).filter((input) => !done.has(input));
      if (waiting.length === 0) {
        done.add(name);
        open.delete(name);
        ordered.push(layer);
        stack.pop();
        continue;
      }
      if (open.has(name)) return refuse(`${name} feeds itself.`, network.nodeIds[name]);
      open.add(name);
      stack.push(...waiting);
    }
  }
  return ordered;
}

function inboundNames(layer: TopologyLayer, network: CompiledNetwork): string[] {
  const [call, second] = layer.inbound_nodes;
  if (second !== undefined) {
    refuse(`${layer.name} is used in several places; shared layers are not supported.`, network.nodeIds[layer.name]);
  }
  return (call ?? []).map(([name]) => name);
}

function refuse(message: string, nodeId?: string): never {
  throw new EngineError('unsupported-layer', message, nodeId);
}
