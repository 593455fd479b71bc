import { freshName } from '../../../document/names.ts';
import { problem } from '../../../problems/messages.ts';
import type { Problem } from '../../../problems/problem.ts';
import { contracted, modelIn, wayBack } from './contract.ts';
import type { GraphLayer, KerasGraph, KerasModel } from './graph.ts';
import { type LayerGroup, modelNames } from './layer-groups.ts';

export interface Nested {
  readonly graph: KerasGraph;
  /** Where the model of each group is, by the group's id: names of the models around it, then its own. */
  readonly models: ReadonlyMap<string, readonly string[]>;
  /** Of groups that stay as they were, why: `export.nested.…`. */
  readonly left: readonly Problem[];
}

/** What is the same at every level. */
interface Work {
  readonly children: ReadonlyMap<string | null, readonly LayerGroup[]>;
  readonly within: ReadonlyMap<string, ReadonlySet<string>>;
  readonly names: ReadonlyMap<string, string>;
  readonly models: Map<string, readonly string[]>;
  readonly left: Problem[];
  readonly form: NestedForm;
}

/** What the models in the model are written as. */
export type NestedForm = 'keras' | 'h5';

/**
 * The same network with each group as a model in the model, inputs of the network staying outside. Where a group cannot be
 * one, its layers stay where they are, and the groups in it are tried in its place.
 */
export function nested(graph: KerasGraph, groups: readonly LayerGroup[], form: NestedForm): Nested {
  const work: Work = {
    children: childrenOf(groups),
    within: namesWithin(groups),
    names: modelNames(groups),
    models: new Map(),
    left: [],
    form,
  };
  return { graph: { ...graph, ...nestIn(graph, null, [], work) }, models: work.models, left: work.left };
}

function nestIn(model: KerasModel, parent: string | null, path: readonly string[], work: Work): KerasModel {
  let level = model;
  const open = [...(work.children.get(parent) ?? [])].reverse();
  for (let group = open.pop(); group; group = open.pop()) {
    const inside = insideOf(level, work.within.get(group.id) ?? new Set());
    const reason =
      'layers' in inside ? reasonAgainst(level, inside.layers, group, work.form) : whyNot(group, inside.shared);
    if (!('layers' in inside) || reason) {
      if (reason) work.left.push(reason);
      open.push(...[...(work.children.get(group.id) ?? [])].reverse());
      continue;
    }
    const taken = new Set(level.layers.filter((layer) => !inside.layers.has(layer)).map(({ name }) => name));
    const name = freshName(work.names.get(group.id) ?? group.name, taken);
    const own = [...path, name];
    work.models.set(group.id, own);
    const made = modelIn(level, inside.layers, name);
    level = contracted(level, inside.layers, made, nestIn(made.model, group.id, own, work));
  }
  return level;
}

/** Layers of the level that are for layers of a group alone, or the name of one that is for another too. */
function insideOf(
  { layers }: KerasModel,
  members: ReadonlySet<string>,
): { readonly layers: ReadonlySet<GraphLayer> } | { readonly shared: string } {
  const inside = new Set<GraphLayer>();
  for (const layer of layers) {
    const own = layer.calls.filter((call) => members.has(call.of)).length;
    if (own > 0 && own < layer.calls.length) return { shared: layer.name };
    if (own > 0) inside.add(layer);
  }
  return { layers: inside };
}

function reasonAgainst(
  level: KerasModel,
  inside: ReadonlySet<GraphLayer>,
  group: LayerGroup,
  form: NestedForm,
): Problem | null {
  if (inside.size === 0) return problem('export.nested.empty', { name: group.name });
  const lost = form === 'h5' ? [...inside].find(isAdapted) : undefined;
  if (lost) return problem('export.nested.adapted', { name: group.name, layer: lost.name });
  const around = wayBack(level, inside);
  return around === null ? null : problem('export.nested.around', { name: group.name, layer: around });
}

/** Keras 3.15 readies what such a layer has seen of the data after reading it, but not in a model in an `.h5` file. */
const isAdapted = ({ className, config }: GraphLayer): boolean =>
  className === 'Normalization' && (config.mean ?? null) === null;

const whyNot = (group: LayerGroup, layer: string): Problem =>
  problem('export.nested.shared', { name: group.name, layer });

function childrenOf(groups: readonly LayerGroup[]): Work['children'] {
  const known = new Set(groups.map(({ id }) => id));
  const children = new Map<string | null, LayerGroup[]>();
  for (const group of groups) {
    const parent = group.parent !== null && known.has(group.parent) ? group.parent : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(group);
    else children.set(parent, [group]);
  }
  return children;
}

/** Names of all layers in each group, those of the groups inside it included. */
function namesWithin(groups: readonly LayerGroup[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const within = new Map(groups.map(({ id, members }) => [id, new Set(members)]));
  for (const { id, members, parent } of groups) {
    const seen = new Set([id]);
    for (let outer = parent; outer !== null && !seen.has(outer); outer = byId.get(outer)?.parent ?? null) {
      seen.add(outer);
      for (const name of members) within.get(outer)?.add(name);
    }
  }
  return within;
}
