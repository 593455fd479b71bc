import type { GraphCall, GraphLayer, KerasGraph, Ref } from './graph.ts';

const layers = { module: 'keras.layers', registered_name: null };
/** Functions of Keras's that are not layers are found where they are defined. */
const operations = (className: string) => ({ module: 'keras.src.ops.numpy', registered_name: className });

const tensor = (ref: Ref, shape: readonly number[]) => ({
  class_name: '__keras_tensor__',
  config: { shape: [null, ...shape], dtype: 'float32', keras_history: ref },
});

/** Layers that take several tensors one by one; the others take them as a list. */
const takesOneByOne: ReadonlySet<string> = new Set(['MultiHeadAttention']);

function argumentsOf({ className }: GraphLayer, { tensors, constants }: GraphCall): readonly unknown[] {
  const given = tensors.map(({ ref, shape }) => tensor(ref, shape));
  if (takesOneByOne.has(className)) {
    const [query, value = query, ...key] = given;
    return [query, value, ...key];
  }
  return [...(given.length === 1 ? given : [given]), ...constants];
}

const layerOf = (layer: GraphLayer) => ({
  ...(layer.isOperation ? operations(layer.className) : layers),
  class_name: layer.className,
  config: layer.config,
  name: layer.name,
  inbound_nodes: layer.calls.map((call) => ({ args: argumentsOf(layer, call), kwargs: call.options })),
});

/** One is given as itself, several as a list: what the model then takes and puts out. */
const ends = (refs: readonly Ref[]) => (refs.length === 1 ? refs[0] : refs);

/**
 * A functional model as Keras 3 writes it.
 * @param ordered the graph's layers in Keras's order.
 */
export const modelConfig = ({ name, inputs, outputs }: KerasGraph, ordered: readonly GraphLayer[]) => ({
  module: 'keras.models',
  class_name: 'Model',
  config: {
    name,
    trainable: true,
    layers: ordered.map(layerOf),
    input_layers: ends(inputs),
    output_layers: ends(outputs),
  },
  registered_name: null,
});
