import { snakeCase } from '../../../document/names.ts';
import { mostTexts } from '../../hdf5/messages.ts';
import { emptyGroup, groupAt, type H5Dataset, type H5Group } from '../../hdf5/tree.ts';
import type { NamedTensor } from '../../tensors.ts';
import { variablePlaces } from '../variables.ts';
import type { GraphLayer } from './graph.ts';

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
function storedLayers(ordered: readonly GraphLayer[], weights: Weights): readonly StoredLayer[] {
  const used = new Map<string, number>();
  return ordered.flatMap((layer) => {
    if (layer.isOperation) return [];
    const stem = snakeCase(layer.className);
    const number = used.get(stem) ?? 0;
    used.set(stem, number + 1);
    const path = ['layers', number === 0 ? stem : `${stem}_${number}`];
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
  for (const { name, className, config, weightsOf } of layers) {
    const own = weights.get(weightsOf ?? '') ?? [];
    const places = variablePlaces(className, config, own.map(ownName));
    const group = groupAt(root, [name]);
    putList(
      group.attributes,
      'weight_names',
      own.map((_, i) => [name, ...(places[i]?.names ?? [])].join('/')),
    );
    own.forEach((weight, i) => {
      const names = [name, ...(places[i]?.names ?? [])];
      groupAt(group, names.slice(0, -1)).children.set(names.at(-1) ?? '', datasetOf(weight));
    });
  }
  putList(groupAt(root, ['top_level_model_weights']).attributes, 'weight_names', []);
  return root;
}

/** A long list is put into several attributes, numbered. */
function putList(attributes: Map<string, string | readonly string[]>, name: string, texts: readonly string[]): void {
  if (texts.length <= mostTexts) {
    attributes.set(name, texts);
    return;
  }
  for (let start = 0, part = 0; start < texts.length; start += mostTexts, part++)
    attributes.set(`${name}${part}`, texts.slice(start, start + mostTexts));
}
