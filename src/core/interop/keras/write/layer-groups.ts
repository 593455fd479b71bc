import { layerNames } from '../../../compile/names.ts';
import type { CompiledNetwork } from '../../../compile/topology.ts';
import type { Groups } from '../../../document/groups.ts';

/** A group of a network's layers, to be written as a model of its own. */
export interface LayerGroup {
  readonly id: string;
  readonly name: string;
  /** Names of the network's layers that lie in it and in no group inside it. */
  readonly members: readonly string[];
  /** Id of the group that it lies in. */
  readonly parent: string | null;
}

/** The groups of a drawing in the words of the network that was compiled from it; those that nothing is left of are gone. */
export function layerGroups({ nodeIds }: CompiledNetwork, groups: Groups): readonly LayerGroup[] {
  const names = new Map(Object.entries(nodeIds).map(([name, node]) => [node, name]));
  const found = Object.values(groups).map(({ id, name, members, parent }) => ({
    id,
    name,
    members: members.flatMap((member) => names.get(member) ?? []),
    parent,
  }));
  return withoutEmpty(found);
}

function withoutEmpty(groups: readonly LayerGroup[]): readonly LayerGroup[] {
  const parents = new Set(groups.map(({ parent }) => parent));
  const left = groups.filter(({ id, members }) => members.length > 0 || parents.has(id));
  return left.length === groups.length ? groups : withoutEmpty(left);
}

/** The names of groups as Keras takes them for models. */
export const modelNames = (groups: readonly LayerGroup[]): ReadonlyMap<string, string> =>
  layerNames(groups.map(({ id, name }) => ({ id, name, kind: '', params: {} })));
