import type { GraphCall, GraphLayer, KerasModel, Ref } from './graph.ts';
import { modelOrder } from './order.ts';

const layers = { module: 'keras.layers', registered_name: null };
/** A model in the model, in Keras's own words. */
const models = { module: 'keras.src.models.functional', registered_name: 'Functional' };
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

const layerOf = (layer: GraphLayer): Readonly<Record<string, unknown>> => ({
  ...(layer.model ? models : layer.isOperation ? operations(layer.className) : layers),
  class_name: layer.className,
  config: layer.model ? configOf(layer.model) : layer.config,
  name: layer.name,
  inbound_nodes: layer.calls.map((call) => ({ args: argumentsOf(layer, call), kwargs: call.options })),
});

/**
 * Ends of a model: one is given as itself, several as a list, which is what the model then takes and puts out. Calls of models
 * are counted from 1 here, as Keras does.
 */
function ends(refs: readonly Ref[], inner: ReadonlySet<string>): unknown {
  const told = refs.map(([name, call, place]) => [name, inner.has(name) ? call + 1 : call, place]);
  return told.length === 1 ? told[0] : told;
}

function configOf(model: KerasModel, ordered = modelOrder(model)) {
  const inner = new Set(ordered.flatMap((layer) => (layer.model ? [layer.name] : [])));
  return {
    name: model.name,
    trainable: true,
    layers: ordered.map(layerOf),
    input_layers: ends(model.inputs, inner),
    output_layers: ends(model.outputs, inner),
  };
}

/**
 * A functional model as Keras 3 writes it.
 * @param ordered the graph's layers in Keras's order.
 */
export const modelConfig = (model: KerasModel, ordered: readonly GraphLayer[]) => ({
  module: 'keras.models',
  class_name: 'Model',
  config: configOf(model, ordered),
  registered_name: null,
});
