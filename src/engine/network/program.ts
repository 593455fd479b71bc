import type { CompiledNetwork, TopologyLayer } from '../../core/compile/topology.ts';
import type { Regularizer } from '../../core/layers/penalties.ts';
import { EngineError } from '../failure.ts';
import { activationOf } from './activations.ts';
import { layerBuilders } from './builders.ts';
import { ConfigReader } from './config.ts';
import type { RunnableLayer, WeightSlot } from './layer.ts';

/** A network as an ordered list of layers, each knowing where its inputs and its weights are. */
export interface Program {
  readonly layers: readonly ProgramLayer[];
  readonly weights: readonly ProgramWeight[];
  /** Without batch. */
  readonly inputShape: readonly number[];
  readonly output: number;
  readonly outputShape: readonly number[];
}

export interface ProgramLayer {
  readonly name: string;
  readonly nodeId: string | undefined;
  /** Places of its inputs in `layers`; none for the input layer. */
  readonly inputs: readonly number[];
  readonly layer: RunnableLayer;
  /** Place of its first weight in `weights`. */
  readonly firstWeight: number;
  /** Something below it is trained, so the gradient must reach its inputs. */
  readonly inputGradient: boolean;
  /** How many layers read its output. */
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
  const layers: ProgramLayer[] = [];
  const weights: ProgramWeight[] = [];
  for (const entry of ordered) {
    const nodeId = network.nodeIds[entry.name];
    const inputs = inboundNames(entry, network).map((name) => places.get(name) ?? -1);
    const shapes = inputs.map((place) => layers[place]?.layer.outputShape ?? []);
    const layer = entry.class_name === 'InputLayer' ? inputLayer(entry, nodeId) : build(entry, shapes, nodeId);
    const inputGradient = inputs.some((place) => reachesTrainable(layers[place]));
    const readers = ordered.filter((other) => inboundNames(other, network).includes(entry.name)).length;
    const activityRegularizer = configOf(entry, nodeId).regularizer('activity_regularizer');
    const place = { name: entry.name, nodeId, inputs, firstWeight: weights.length };
    layers.push({ ...place, layer, inputGradient, readers, activityRegularizer });
    for (const slot of layer.weights) weights.push({ ...slot, fullName: `${entry.name}/${slot.name}` });
  }
  return finish(network, layers, weights, places);
}

function finish(
  network: CompiledNetwork,
  layers: readonly ProgramLayer[],
  weights: readonly ProgramWeight[],
  places: ReadonlyMap<string, number>,
): Program {
  const { input_layers: inputs, output_layers: outputs } = network.topology.config;
  const entrances = layers.filter((layer) => layer.inputs.length === 0).length;
  if (inputs.length !== 1 || entrances !== 1) refuse(`The network has ${entrances} inputs; training takes one.`);
  if (outputs.length !== 1) refuse(`The network has ${outputs.length} outputs; training takes one.`);
  const inputPlace = places.get(inputs[0]?.[0] ?? '');
  const output = places.get(outputs[0]?.[0] ?? '');
  const first = inputPlace === undefined ? undefined : layers[inputPlace];
  const last = output === undefined ? undefined : layers[output];
  if (first === undefined || last === undefined || output === undefined) {
    return refuse('The network names an input or output layer that it does not hold.');
  }
  return { layers, weights, inputShape: first.layer.outputShape, output, outputShape: last.layer.outputShape };
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
