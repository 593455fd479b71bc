import { isObject, listOf, objectOf, textOf } from './json.ts';
import type { FileLayer, FileModel, TensorRef } from './model-file.ts';

/** What a file of Stride's says of layers that Keras lacks, and the file's layers that hold their weights. */
export interface Unfolded {
  readonly model: FileModel;
  /** The file's own layer for each that was put in its place. */
  readonly pieces: ReadonlyMap<FileLayer, FileLayer>;
}

/** The model with Stride's own layers again where the file has several of Keras's for one. What does not fit is left. */
export function withOwnLayers(model: FileModel, folds: unknown): Unfolded {
  let layers = model.layers;
  const pieces = new Map<FileLayer, FileLayer>();
  const renamed = new Map<string, string>();
  const gone = new Set<string>();
  for (const fold of listOf(folds).filter(isObject)) {
    const names = listOf(fold.pieces).filter((name) => typeof name === 'string');
    const config = objectOf(fold.config);
    const [className, name] = [textOf(fold.class_name), textOf(config.name)];
    const members = layers.filter((layer) => names.includes(layer.name));
    const [first] = members;
    const last = names.at(-1);
    if (!first || !className || !name || !last || members.length !== names.length) continue;
    const [source] = members
      .flatMap(({ calls }) => calls.flatMap(({ inputs }) => inputs))
      .filter(({ layer }) => !names.includes(layer));
    if (!source || members.some(({ calls }) => calls.length !== 1)) continue;
    const own: FileLayer = {
      ...first,
      className,
      module: '',
      registeredName: '',
      name,
      config,
      inputShape: null,
      calls: [{ inputs: [source], namedInputs: [], masks: [], options: {} }],
    };
    const holder = members.find((layer) => layer.name === name);
    if (holder) pieces.set(own, holder);
    renamed.set(last, name);
    for (const member of names) gone.add(member);
    layers = layers.flatMap((layer) => (layer === first ? [own] : names.includes(layer.name) ? [] : [layer]));
  }
  if (renamed.size === 0) return { model, pieces };
  const refTo = (ref: TensorRef): TensorRef => ({ ...ref, layer: renamed.get(ref.layer) ?? ref.layer });
  const known = new Map<FileLayer, FileLayer>();
  const rewired = layers.map((layer) => {
    const calls = layer.calls.map((call) => ({ ...call, inputs: call.inputs.map(refTo) }));
    const changed = { ...layer, calls };
    known.set(changed, pieces.get(layer) ?? layer);
    return changed;
  });
  const shapes = model.shapes.filter(({ ref }) => !gone.has(ref.layer));
  return { model: { ...model, layers: rewired, outputs: model.outputs.map(refTo), shapes }, pieces: known };
}
