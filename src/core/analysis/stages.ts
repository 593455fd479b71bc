import { childGroups, type Groups, nodesWithin } from '../document/groups.ts';
import { type Convention, countBy } from './conventions.ts';
import { addLayer, emptySum } from './groups.ts';
import type { Analysis } from './types.ts';

/** A part of a network, as its groups divide it. */
export interface Stage {
  /** What the groups in it are called; `null`: layers that lie in no group. */
  readonly name: string | null;
  /** Groups that make it up, in the order of data flow. */
  readonly groups: readonly string[];
  /** Its layers, in the order of data flow. */
  readonly layers: readonly string[];
  readonly parameters: number;
  /** MACs, FLOPs or all operations of one sample. */
  readonly work: number;
  /** Layers whose shape is unknown; the figures are then lower bounds. */
  readonly unknown: number;
}

/**
 * A network divided by its outermost groups, in the order of data flow: every layer lies in one stage, so stages sum up to
 * the network. Groups in a row that are named alike up to a comma, `Inception A, mixed 0` and `Inception A, mixed 1`, are one
 * stage; layers of no group are one between each two groups. A single group around all others counts as none.
 */
export function stagesOf(groups: Groups, analysis: Analysis, convention: Convention): readonly Stage[] {
  const groupOf = outermost(groups);
  const runs: { name: string | null; readonly groups: string[]; readonly layers: string[] }[] = [];
  const byGroup = new Map<string, (typeof runs)[number]>();
  for (const id of analysis.order) {
    const group = groupOf.get(id);
    const last = runs.at(-1);
    const known = group === undefined ? undefined : byGroup.get(group);
    const name = group === undefined ? null : familyName(groups[group]?.name ?? '');
    if (known) known.layers.push(id);
    else if (last && last.name === name && (group === undefined || isSeries(groups[group]?.name ?? ''))) {
      last.layers.push(id);
      if (group !== undefined) {
        last.groups.push(group);
        byGroup.set(group, last);
      }
    } else {
      const run = { name, groups: group === undefined ? [] : [group], layers: [id] };
      runs.push(run);
      if (group !== undefined) byGroup.set(group, run);
    }
  }
  return runs.map((run) => ({ ...run, ...totalsOf(run.layers, analysis, convention) }));
}

const isSeries = (name: string): boolean => name.includes(',');
const familyName = (name: string): string => name.split(',', 1)[0]?.trim() || name;

function totalsOf(layers: readonly string[], analysis: Analysis, convention: Convention) {
  const sum = emptySum();
  for (const id of layers) {
    const node = analysis.node(id);
    if (node) addLayer(sum, node);
  }
  return { parameters: sum.parameters, work: countBy(convention, sum), unknown: sum.unknown };
}

/** The group that each layer counts for. */
function outermost(groups: Groups): ReadonlyMap<string, string> {
  const children = childGroups(groups);
  const within = nodesWithin(groups);
  let level = children.get(null) ?? [];
  for (let [only] = level; level.length === 1 && only; [only] = level) {
    const inside = children.get(only.id);
    if (!inside) break;
    level = inside;
  }
  return new Map(level.flatMap(({ id }) => (within.get(id) ?? []).map((layer) => [layer, id] as const)));
}
