import type { Group } from '../document/schema.ts';
import type { Shape } from '../math/shape.ts';
import { countBy } from './conventions.ts';
import type { Analysis, NodeAnalysis } from './types.ts';

/** Figures of the layers of a group and of the groups inside it, together. */
export interface GroupTotals {
  readonly id: string;
  readonly layers: number;
  readonly parameters: number;
  readonly trainable: number;
  readonly macs: number;
  /** 2 × macs. */
  readonly flops: number;
  /** 2 × macs + all others. */
  readonly allOps: number;
  /** Bytes of one sample's outputs, float32, summed over the layers. */
  readonly activationBytes: number;
  /** What its last layer in topological order puts out; `null` where that is unknown or the group is empty. */
  readonly output: Shape | null;
  /** Layers whose shape is unknown; the figures are then lower bounds. */
  readonly unknown: number;
}

/** Totals by group id. Groups that name each other as parent in a circle count only what lies in themselves. */
export function groupTotals(
  groups: Readonly<Record<string, Group>>,
  analysis: Analysis,
): Readonly<Record<string, GroupTotals>> {
  const around = enclosing(groups);
  const sums = new Map(Object.keys(groups).map((id) => [id, emptySum()]));
  const groupOf = new Map(Object.values(groups).flatMap(({ id, members }) => members.map((member) => [member, id])));
  for (const id of analysis.order) {
    const node = analysis.node(id);
    const group = groupOf.get(id);
    if (!node || group === undefined) continue;
    for (const outer of around.get(group) ?? []) {
      const sum = sums.get(outer);
      if (!sum) continue;
      addLayer(sum, node);
    }
  }
  const totals: Record<string, GroupTotals> = {};
  for (const [id, { otherOps, ...sum }] of sums)
    totals[id] = {
      id,
      ...sum,
      flops: countBy('flops', { macs: sum.macs, otherOps }),
      allOps: countBy('ops', { macs: sum.macs, otherOps }),
    };
  return totals;
}

/** Figures of several layers, while they are being added up. */
export const emptySum = () => ({
  layers: 0,
  parameters: 0,
  trainable: 0,
  macs: 0,
  otherOps: 0,
  activationBytes: 0,
  output: null as Shape | null,
  unknown: 0,
});

export function addLayer(sum: ReturnType<typeof emptySum>, node: NodeAnalysis): void {
  sum.layers++;
  sum.parameters += node.parameters.total;
  sum.trainable += node.parameters.trainable;
  sum.macs += node.cost?.macs.value ?? 0;
  sum.otherOps += node.cost?.otherOps.value ?? 0;
  sum.activationBytes += node.activationBytes ?? 0;
  sum.output = node.output?.shape ?? null;
  if (node.output === null) sum.unknown++;
}

/** For each group itself and those around it, innermost first. */
function enclosing(groups: Readonly<Record<string, Group>>): ReadonlyMap<string, readonly string[]> {
  const around = new Map<string, readonly string[]>();
  for (const id in groups) {
    const path: string[] = [];
    let at: string | null = id;
    while (at !== null && groups[at] && !path.includes(at)) {
      path.push(at);
      at = groups[at]?.parent ?? null;
    }
    const circular = at !== null && path.includes(at);
    around.set(id, circular ? [id] : path);
  }
  return around;
}

/** Layers of a group and of the groups inside it. */
export function membersOf(groups: Readonly<Record<string, Group>>, id: string): readonly string[] {
  const around = enclosing(groups);
  return Object.values(groups).flatMap((group) => (around.get(group.id)?.includes(id) ? group.members : []));
}
