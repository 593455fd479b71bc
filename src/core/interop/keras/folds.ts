import { isObject, type JsonObject, listOf, objectOf, textOf } from './json.ts';
import type { FileLayer, FileModel, TensorRef } from './model-file.ts';

/** What a file of Stride's says of layers that Keras lacks, and the file's layers that hold their weights. */
export interface Unfolded {
  readonly model: FileModel;
  /** The file's own layer for each that was put in its place. */
  readonly pieces: ReadonlyMap<FileLayer, FileLayer>;
}

/**
 * The model with Stride's own layers again where the file has other ones for them, and without those that only copy. What does
 * not fit is left.
 */
export function withOwnLayers(model: FileModel, told: unknown): Unfolded {
  const entries = listOf(told).filter(isObject);
  const whole = withCallNames(
    withoutCopies(model, new Set(entries.flatMap(({ copy }) => textOf(copy) ?? []))),
    new Map(
      entries.flatMap(({ shared, names }) => (textOf(shared) === null ? [] : [[textOf(shared), namesIn(names)]])),
    ),
  );
  let layers = whole.layers;
  const pieces = new Map<FileLayer, FileLayer>();
  const renamed = new Map<string, TensorRef>();
  const gone = new Set<string>();
  for (const entry of entries) {
    const fold = foldIn(entry, layers);
    if (!fold) continue;
    const { own, members, holder, ends } = fold;
    if (holder) pieces.set(own, holder);
    for (const [call, end] of ends.entries()) renamed.set(end, { layer: own.name, node: call, tensor: 0 });
    for (const { name } of members) gone.add(name);
    const first = members[0];
    layers = layers.flatMap((layer) => (layer === first ? [own] : members.includes(layer) ? [] : [layer]));
  }
  if (whole === model && gone.size === 0) return { model, pieces };
  const originals = new Map(model.layers.map((layer) => [layer.name, layer]));
  const refTo = (ref: TensorRef): TensorRef => renamed.get(ref.layer) ?? ref;
  const known = new Map<FileLayer, FileLayer>();
  const rewired = layers.map((layer) => {
    const changed = withRefs(layer, refTo);
    const holder = pieces.get(layer) ?? layer;
    known.set(changed, originals.get(holder.name) ?? holder);
    return changed;
  });
  const shapes = whole.shapes.filter(({ ref }) => !gone.has(ref.layer));
  return { model: { ...whole, layers: rewired, outputs: whole.outputs.map(refTo), shapes }, pieces: known };
}

interface FoldedLayer {
  readonly own: FileLayer;
  /** The file's layers that are one. */
  readonly members: readonly FileLayer[];
  /** The one of them that has the weights. */
  readonly holder: FileLayer | undefined;
  /** Names of those that gave the output, one for each call; none where calls are told by the layer's own name. */
  readonly ends: readonly string[];
}

function foldIn(entry: JsonObject, layers: readonly FileLayer[]): FoldedLayer | null {
  const names = namesIn(entry.pieces);
  const config = objectOf(entry.config);
  const [className, name] = [textOf(entry.class_name), textOf(config.name)];
  const members = layers.filter((layer) => names.includes(layer.name));
  const [first] = members;
  const last = names.at(-1);
  if (!first || !className || !name || !last || members.length !== names.length) return null;
  const own = { ...first, className, module: '', registeredName: '', name, config, inputShape: null };
  if (members.length === 1 && first.name === name) return { own, members, holder: first, ends: [] };
  const holder = members.find((layer) => layer.name === name);
  const further = listOf(entry.uses).map(namesIn);
  if (further.length > 0) {
    const others = layers.filter((layer) => further.flat().includes(layer.name));
    if (holder?.calls.length !== further.length + 1 || others.length !== further.flat().length) return null;
    const ends = [last, ...further.flatMap((use) => use.at(-1) ?? [])];
    return { own: { ...own, calls: holder.calls }, members: [...members, ...others], holder, ends };
  }
  const [source] = members
    .flatMap(({ calls }) => calls.flatMap(({ inputs }) => inputs))
    .filter(({ layer }) => !names.includes(layer));
  if (!source || members.some(({ calls }) => calls.length !== 1)) return null;
  const call = { inputs: [source], namedInputs: [], masks: [], options: {} };
  return { own: { ...own, calls: [call] }, members, holder, ends: [last] };
}

const namesIn = (value: unknown): readonly string[] => listOf(value).flatMap((name) => textOf(name) ?? []);

/** What reads a copy reads what it is a copy of. */
function withoutCopies(model: FileModel, copies: ReadonlySet<string>): FileModel {
  if (copies.size === 0) return model;
  const origins = new Map(
    model.layers.flatMap(({ name, calls: [call] }): [string, TensorRef][] => {
      const [source] = call?.inputs ?? [];
      return copies.has(name) && source ? [[name, source]] : [];
    }),
  );
  const refTo = (ref: TensorRef): TensorRef => origins.get(ref.layer) ?? ref;
  const layers = model.layers.filter(({ name }) => !origins.has(name)).map((layer) => withRefs(layer, refTo));
  return { ...model, layers, outputs: model.outputs.map(refTo) };
}

function withCallNames(model: FileModel, names: ReadonlyMap<string | null, readonly string[]>): FileModel {
  if (names.size === 0) return model;
  const layers = model.layers.map((layer) => {
    const own = names.get(layer.name);
    return own?.length === layer.calls.length ? { ...layer, callNames: own } : layer;
  });
  return { ...model, layers };
}

function withRefs(layer: FileLayer, refTo: (ref: TensorRef) => TensorRef): FileLayer {
  return { ...layer, calls: layer.calls.map((call) => ({ ...call, inputs: call.inputs.map(refTo) })) };
}
