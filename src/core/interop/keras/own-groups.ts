import { type Group, maxNameLength } from '../../document/schema.ts';
import { isObject, listOf, textOf } from './json.ts';
import { type FileLayer, type FileModel, inputClass, type TensorRef } from './model-file.ts';

/** A group of the network's layers that a file of Stride's tells of. */
export interface OwnGroup {
  readonly name: string;
  /** Place of the group that it lies in among the others. */
  readonly parent: number | null;
  /** Names of the layers directly in it. */
  readonly members: readonly string[];
  /** Names of the models on the way to the one that it was written as, that one included; `null` where it is none. */
  readonly model: readonly string[] | null;
}

/** The model as one of layers alone, and the file's layer of each that was put in its place. */
export interface Ungrouped {
  readonly model: FileModel;
  readonly origins: ReadonlyMap<FileLayer, FileLayer>;
}

/** What a file of Stride's says of its groups; `null` where it says nothing, or not as Stride does. */
export function ownGroupsIn(told: unknown): readonly OwnGroup[] | null {
  if (!Array.isArray(told)) return null;
  const entries = listOf(told);
  const groups = entries.filter(isObject).flatMap((entry): OwnGroup[] => {
    const name = textOf(entry.name);
    const parent = typeof entry.parent === 'number' ? entry.parent : null;
    const model = Array.isArray(entry.model) ? namesIn(entry.model) : null;
    return name ? [{ name: name.slice(0, maxNameLength), parent, members: namesIn(entry.members), model }] : [];
  });
  return groups.length === entries.length ? groups : null;
}

const namesIn = (value: unknown): readonly string[] => listOf(value).flatMap((name) => textOf(name) ?? []);

/**
 * The model without the models that were made of groups, their layers among its own under their own names. Models that
 * are not of a group stay as they are.
 */
export function withoutGroups(model: FileModel, groups: readonly OwnGroup[]): Ungrouped {
  const origins = new Map<FileLayer, FileLayer>();
  const paths = new Set(groups.flatMap((group) => (group.model ? [pathKey(group.model)] : [])));
  if (paths.size === 0) return { model, origins };
  return { model: flat(model, [], paths, origins), origins };
}

const pathKey = (path: readonly string[]): string => JSON.stringify(path);

function flat(
  model: FileModel,
  path: readonly string[],
  paths: ReadonlySet<string>,
  origins: Map<FileLayer, FileLayer>,
): FileModel {
  const gone = new Map<string, FileModel>();
  const layers = model.layers.flatMap((layer): readonly FileLayer[] => {
    const own = [...path, layer.name];
    const [call, ...more] = layer.calls;
    if (!layer.model || !call || more.length > 0 || !paths.has(pathKey(own))) return [layer];
    const inner = flat(layer.model, own, paths, origins);
    gone.set(layer.name, inner);
    const feeds = new Map(inner.inputs.map((ref, i) => [ref.layer, call.inputs[i]]));
    const outside = (ref: TensorRef): TensorRef => feeds.get(ref.layer) ?? ref;
    return inner.layers
      .filter(({ name, className }) => className !== inputClass || !feeds.has(name))
      .map((one) => withRefs(one, outside, origins));
  });
  const refTo = (ref: TensorRef): TensorRef => {
    const output = gone.get(ref.layer)?.outputs[ref.tensor];
    return output ?? ref;
  };
  return {
    ...model,
    layers: layers.map((layer) => withRefs(layer, refTo, origins)),
    outputs: model.outputs.map(refTo),
    shapes: model.shapes.filter(({ ref }) => !gone.has(ref.layer)),
  };
}

function withRefs(
  layer: FileLayer,
  refTo: (ref: TensorRef) => TensorRef,
  origins: Map<FileLayer, FileLayer>,
): FileLayer {
  const calls = layer.calls.map((call) => ({
    ...call,
    inputs: call.inputs.map(refTo),
    masks: call.masks.map(refTo),
  }));
  const changed = { ...layer, calls };
  origins.set(changed, origins.get(layer) ?? layer);
  return changed;
}

/** The groups of a network whose layers have these names; `null` where a layer is missing: they are of another network. */
export function groupsOf(
  told: readonly OwnGroup[],
  idOf: ReadonlyMap<string, string>,
): Readonly<Record<string, Group>> | null {
  const idAt = (place: number): string => `group_${place + 1}`;
  const groups: Record<string, Group> = {};
  for (const [place, { name, parent, members }] of told.entries()) {
    const ids = members.flatMap((member) => idOf.get(member) ?? []);
    if (ids.length < members.length) return null;
    const outer = parent !== null && parent !== place && parent in told ? idAt(parent) : null;
    groups[idAt(place)] = { id: idAt(place), name, members: ids, parent: outer, collapsed: false };
  }
  return groups;
}
