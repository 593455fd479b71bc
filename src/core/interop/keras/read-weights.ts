import { analyze } from '../../analysis/analyze.ts';
import { kerasOrder } from '../../compile/keras-order.ts';
import { layerNames } from '../../compile/names.ts';
import type { Shape } from '../../math/shape.ts';
import type { H5File } from '../hdf5/read.ts';
import type { NamedTensor } from '../tensors.ts';
import type { FileLayer, FileModel } from './model-file.ts';
import type { TracedModel } from './read.ts';
import { variablePlaces } from './variables.ts';
import { leavesOf, storePaths } from './weight-sources.ts';

/** A weight as a layer of Stride's wants it, by its name within the layer: `kernel`, `query/kernel`. */
export interface WantedWeight {
  readonly name: string;
  readonly shape: Shape;
  readonly trainable: boolean;
}

/** Values of a layer's weights in their order; a layer of which not all are there has `null`. */
export type LayerWeights = (layer: FileLayer, wanted: readonly WantedWeight[]) => readonly Float32Array[] | null;

/**
 * All weights of an imported network under the names that `compileNetwork` gives them and in its order, or the first node of which the file
 * does not have them in the shapes that they need.
 */
export function networkWeights(
  { document, layers, report }: TracedModel,
  weightsOf: LayerWeights,
): { readonly weights: readonly NamedTensor[] } | { readonly missing: string } {
  const analysis = analyze(document.graph);
  const order = kerasOrder(document.graph, analysis.order, analysis.outputIds);
  const nodes = order.flatMap((id) => document.graph.nodes[id] ?? []);
  const names = layerNames(nodes);
  const kept = new Set(report.custom.map(({ nodeId }) => nodeId));
  const weights: NamedTensor[] = [];
  for (const { id, name, sharesWith } of nodes) {
    const wanted = analysis.nodes[id]?.weights ?? [];
    const layer = layers.get(id);
    if (wanted.length === 0 || sharesWith !== undefined || !layer || kept.has(id)) continue;
    const values = weightsOf(layer, wanted);
    if (!values) return { missing: name };
    wanted.forEach((weight, i) => {
      const own = values[i];
      if (own) weights.push({ name: `${names.get(id) ?? name}/${weight.name}`, shape: weight.shape, values: own });
    });
  }
  return { weights };
}

const isSame = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((size, axis) => size === b[axis]);

function valuesAt(file: H5File, path: string, shape: Shape): Float32Array | null {
  const data = file.dataset(path);
  return data && isSame(data.shape, shape) ? data.read() : null;
}

const complete = (values: readonly (Float32Array | null)[]): readonly Float32Array[] | null => {
  const found = values.filter((one) => one !== null);
  return found.length === values.length ? found : null;
};

/** Weights of a `.keras` file. @param pieces the file's own layers of those that stand for several. */
export function storeWeights(file: H5File, model: FileModel, pieces: ReadonlyMap<FileLayer, FileLayer>): LayerWeights {
  const paths = storePaths(model);
  // The first versions of Keras 3 named what is inside an attention with a line before.
  const olderPath = (path: string): string => path.replace(/\/((?:query|key|value|output)_dense)\//, '/_$1/');
  return (given, wanted) => {
    const layer = pieces.get(given) ?? given;
    const path = paths.get(layer);
    if (path === undefined) return null;
    const names = wanted.map(({ name }) => name);
    const places = variablePlaces(layer.className, layer.config, names);
    return complete(
      wanted.map(({ shape }, i) => {
        const own = `${path}/${(places[i]?.store ?? []).join('/')}`;
        return valuesAt(file, own, shape) ?? valuesAt(file, olderPath(own), shape);
      }),
    );
  };
}

/** A list of texts, which may be cut into several attributes. */
function listIn(file: H5File, path: string, name: string): readonly string[] {
  const whole = file.attribute(path, name);
  if (whole) return whole;
  const parts: string[] = [];
  for (let i = 0; ; i++) {
    const part = file.attribute(path, `${name}${i}`);
    if (!part) return parts;
    parts.push(...part);
  }
}

/**
 * Weights of an `.h5` file, which says them in the order of each layer of the model; those of a model in it are its trained
 * ones and then the others.
 */
export function legacyWeights(
  file: H5File,
  model: FileModel,
  pieces: ReadonlyMap<FileLayer, FileLayer>,
  wantedOf: (layer: FileLayer) => readonly WantedWeight[],
): LayerWeights {
  const root = file.names('').includes('model_weights') ? 'model_weights' : '';
  const paths = new Map<FileLayer, readonly string[]>();
  for (const top of model.layers) {
    const path = [root, top.name].filter((part) => part !== '').join('/');
    const names = listIn(file, path, 'weight_names').map((name) => `${path}/${name}`);
    if (!top.model) {
      paths.set(top, names);
      continue;
    }
    const open = [...names];
    const isTrained = top.config.trainable !== false;
    const inner = leavesOf(top.model, isTrained).map((leaf) => ({ ...leaf, wanted: wantedOf(leaf.layer) }));
    const found = new Map(inner.map(({ layer, wanted }) => [layer, wanted.map(() => '')]));
    for (const trained of [true, false]) {
      for (const leaf of inner) {
        leaf.wanted.forEach(({ trainable }, i) => {
          if ((trainable && leaf.isTrained) === trained) found.get(leaf.layer)?.splice(i, 1, open.shift() ?? '');
        });
      }
    }
    for (const [layer, own] of found) paths.set(layer, own);
  }
  return (given, wanted) => {
    const own = paths.get(pieces.get(given) ?? given) ?? [];
    if (own.length !== wanted.length) return null;
    return complete(wanted.map(({ shape }, i) => valuesAt(file, own[i] ?? '', shape)));
  };
}
