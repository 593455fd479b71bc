import { snakeCase } from '../../../document/names.ts';
import { mostTexts } from '../../hdf5/messages.ts';
import { emptyGroup, groupAt, type H5Dataset, type H5Group } from '../../hdf5/tree.ts';
import type { NamedTensor } from '../../tensors.ts';
import { variablePlaces } from '../variables.ts';
import type { GraphLayer } from './graph.ts';
import { modelOrder } from './order.ts';

/** Weights by the layer that they belong to. */
export function byLayer(weights: readonly NamedTensor[]): ReadonlyMap<string, readonly NamedTensor[]> {
  const found = new Map<string, NamedTensor[]>();
  for (const weight of weights) {
    const layer = weight.name.slice(0, weight.name.indexOf('/'));
    const known = found.get(layer);
    if (known) known.push(weight);
    else found.set(layer, [weight]);
  }
  return found;
}

type Weights = ReadonlyMap<string, readonly NamedTensor[]>;

const ownName = ({ name }: NamedTensor): string => name.slice(name.indexOf('/') + 1);

/** Whole numbers are whole in the file: how many samples a Normalization has seen. */
const datasetOf = ({ name, shape, values }: NamedTensor): H5Dataset => ({
  kind: 'dataset',
  shape,
  values: name.endsWith('/count') ? Int32Array.from(values) : values,
});

interface StoredLayer {
  readonly path: readonly string[];
  readonly layer: GraphLayer;
  readonly weights: readonly { readonly place: readonly string[]; readonly weight: NamedTensor }[];
}

/**
 * Where a `.keras` file has the weights: variables by their numbers, layers by the names of their classes.
 * @param ordered layers in Keras's order. Source: Keras 3.15, `src/saving/saving_lib.py`, `_save_state`.
 */
function storedLayers(
  ordered: readonly GraphLayer[],
  weights: Weights,
  around: readonly string[] = [],
): readonly StoredLayer[] {
  const used = new Map<string, number>();
  return ordered.flatMap((layer): readonly StoredLayer[] => {
    if (layer.isOperation) return [];
    const stem = snakeCase(layer.className);
    const number = used.get(stem) ?? 0;
    used.set(stem, number + 1);
    const path = [...around, 'layers', number === 0 ? stem : `${stem}_${number}`];
    if (layer.model) return [{ path, layer, weights: [] }, ...storedLayers(modelOrder(layer.model), weights, path)];
    const own = weights.get(layer.weightsOf ?? '') ?? [];
    const places = variablePlaces(layer.className, layer.config, own.map(ownName));
    return [{ path, layer, weights: own.map((weight, i) => ({ place: places[i]?.store ?? [], weight })) }];
  });
}

/** The weights as a `.keras` file has them. */
export function storeTree(ordered: readonly GraphLayer[], weights: Weights): H5Group {
  const root = emptyGroup();
  groupAt(root, ['layers']);
  for (const { path, layer, weights: own } of storedLayers(ordered, weights)) {
    groupAt(root, [...path, 'vars']).attributes.set('name', layer.name);
    for (const { place, weight } of own)
      groupAt(root, [...path, ...place.slice(0, -1)]).children.set(place.at(-1) ?? '', datasetOf(weight));
  }
  groupAt(root, ['vars']);
  return root;
}

/** Paths of the weights in the file of `storeTree`, by their names. */
export const storePathsOf = (ordered: readonly GraphLayer[], weights: Weights): ReadonlyMap<string, string> =>
  new Map(
    storedLayers(ordered, weights).flatMap(({ path, weights: own }) =>
      own.map(({ place, weight }) => [weight.name, [...path, ...place].join('/')] as const),
    ),
  );

/**
 * The weights as an `.h5` file has them: variables by their names, in the order of the model.
 * Source: Keras 3.15, `src/legacy/saving/legacy_h5_format.py`, `save_weights_to_hdf5_group`.
 */
export function legacyTree(ordered: readonly GraphLayer[], weights: Weights): H5Group {
  const layers = ordered.filter(({ isOperation }) => !isOperation);
  const root = emptyGroup({ backend: 'tensorflow', keras_version: '3.15.1' });
  putList(
    root.attributes,
    'layer_names',
    layers.map(({ name }) => name),
  );
  for (const layer of layers) {
    const group = groupAt(root, [layer.name]);
    const own = layer.model
      ? trainedFirst(modelWeights(modelOrder(layer.model), weights))
      : layerWeights(layer, weights);
    putList(
      group.attributes,
      'weight_names',
      own.map(({ names }) => names.join('/')),
    );
    for (const { names, weight } of own)
      groupAt(group, names.slice(0, -1)).children.set(names.at(-1) ?? '', datasetOf(weight));
  }
  putList(groupAt(root, ['top_level_model_weights']).attributes, 'weight_names', []);
  return root;
}

interface NamedWeight {
  /** From the group of the layer, or of the model that it is in. */
  readonly names: readonly string[];
  readonly weight: NamedTensor;
  readonly isTrained: boolean;
}

function layerWeights({ name, className, config, weightsOf }: GraphLayer, weights: Weights): readonly NamedWeight[] {
  const own = weights.get(weightsOf ?? '') ?? [];
  const places = variablePlaces(className, config, own.map(ownName));
  return own.map((weight, i) => ({
    names: [name, ...(places[i]?.names ?? [])],
    weight,
    isTrained: config.trainable !== false && !neverTrained.test(weight.name),
  }));
}

/** What layers keep of the samples that they have seen. */
const neverTrained = /\/(moving_mean|moving_variance|mean|variance|count)$/;

const modelWeights = (ordered: readonly GraphLayer[], weights: Weights): readonly NamedWeight[] =>
  ordered.flatMap((layer) =>
    layer.model ? modelWeights(modelOrder(layer.model), weights) : layerWeights(layer, weights),
  );

/** The order in which a model's weights are in an `.h5` file. */
const trainedFirst = (own: readonly NamedWeight[]): readonly NamedWeight[] => [
  ...own.filter(({ isTrained }) => isTrained),
  ...own.filter(({ isTrained }) => !isTrained),
];

/** A long list is put into several attributes, numbered. */
function putList(attributes: Map<string, string | readonly string[]>, name: string, texts: readonly string[]): void {
  if (texts.length <= mostTexts) {
    attributes.set(name, texts);
    return;
  }
  for (let start = 0, part = 0; start < texts.length; start += mostTexts, part++)
    attributes.set(`${name}${part}`, texts.slice(start, start + mostTexts));
}
