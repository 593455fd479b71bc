import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import type { Shape } from '../../math/shape.ts';
import type { KerasLayer } from '../define.ts';

/** One layer of a network under test; `inbound` are indices of earlier ones. */
export interface ReferenceLayer {
  readonly name: string;
  readonly keras: KerasLayer;
  readonly inbound: readonly number[];
}

export interface BuiltWeight {
  readonly name: string;
  readonly shape: Shape;
  readonly trainable: boolean;
}

/** What tfjs made of a layer: its shape as announced, as computed on a batch of one, its weights. */
export interface BuiltLayer {
  readonly announced: readonly (number | null)[];
  readonly computed: Shape;
  readonly weights: readonly BuiltWeight[];
  readonly parameters: number;
}

/** `refused`: tfjs threw while it built the network. `crashed`: it built it and threw when it ran it. */
export type Verdict =
  | { readonly outcome: 'runs'; readonly layers: readonly BuiltLayer[] }
  | {
      readonly outcome: 'refused' | 'crashed';
      readonly message: string;
      readonly announced: readonly (number | null)[];
    };

/**
 * Builds the network from its Keras configs through tfjs's own reader, runs it on a batch of one, and takes it down again.
 * Every layer is an output, so that every shape is also computed.
 */
export async function buildWithTfjs(layers: readonly ReferenceLayer[]): Promise<Verdict> {
  let announced: readonly (number | null)[] = [];
  let model: tfl.LayersModel | null = null;
  let outcome: 'refused' | 'crashed' = 'refused';
  const before = new Set(Object.keys(tf.engine().registeredVariables));
  // Leaves the parts of which it makes an LSTM's bias behind.
  tf.engine().startScope();
  try {
    model = await tfl.loadLayersModel({ load: async () => ({ modelTopology: topologyOf(layers) }) });
    const built = layers.map(({ name }) => required(model).getLayer(name));
    announced = oneShape(required(built.at(-1)));
    outcome = 'crashed';
    const computed = run(model, layers);
    return {
      outcome: 'runs',
      layers: built.map((layer, i) => ({
        announced: oneShape(layer),
        computed: required(computed[i]),
        weights: layer.weights.map((weight) => ({
          name: weight.originalName.split('/').slice(1).join('/'),
          shape: weight.shape.map((n) => required(n)),
          trainable: layer.trainableWeights.includes(weight),
        })),
        parameters: layer.countParams(),
      })),
    };
  } catch (error) {
    return { outcome, message: String(error), announced };
  } finally {
    model?.dispose();
    // A build that throws half-way leaves the weights it had made.
    for (const [name, variable] of Object.entries(tf.engine().registeredVariables)) {
      if (!before.has(name)) variable.dispose();
    }
    tf.engine().endScope();
  }
}

function topologyOf(layers: readonly ReferenceLayer[]) {
  const outputs = layers.map(({ name }) => [name, 0, 0]);
  return {
    class_name: 'Functional',
    config: {
      name: 'network',
      layers: layers.map(({ name, keras, inbound }) => ({
        class_name: keras.className,
        name,
        config: { ...keras.config, name },
        inbound_nodes: inbound.length === 0 ? [] : [inbound.map((i) => [required(layers[i]).name, 0, 0, {}])],
      })),
      input_layers: layers.filter(isInput).map(({ name }) => [name, 0, 0]),
      output_layers: outputs,
    },
  };
}

const isInput = ({ keras }: ReferenceLayer): boolean => keras.className === 'InputLayer';

function run(model: tfl.LayersModel, layers: readonly ReferenceLayer[]): Shape[] {
  return tf.tidy(() => {
    const samples = model.inputs.map((input) => tf.zeros(input.shape.map((n) => n ?? 1)));
    const outputs = model.predict(samples, { batchSize: 1 });
    const list = Array.isArray(outputs) ? outputs : [outputs];
    if (list.length !== layers.length) throw new Error('tfjs gave another number of outputs');
    return list.map((tensor) => tensor.shape.slice(1));
  });
}

function oneShape(layer: tfl.layers.Layer): readonly (number | null)[] {
  const shape = layer.outputShape;
  return shape.slice(1).map((n) => (typeof n === 'number' ? n : null));
}

function required<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('tfjs left something out');
  return value;
}

export const tensorCount = (): number => tf.memory().numTensors;

export async function startTfjs(): Promise<void> {
  await tf.setBackend('cpu');
  // Printed once for each softmax and prediction otherwise.
  tf.env().set('PROD', true);
}
