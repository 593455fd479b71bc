import type { Analysis } from '../../src/core/analysis/types.ts';
import type { Graph } from '../../src/core/document/schema.ts';
import { type Family, families } from '../../src/core/layers/define.ts';
import { layerOf } from '../../src/core/layers/registry.ts';

export interface FamilyShare {
  readonly family: Family;
  readonly parameters: number;
}

/** Parameters by layer family, in the palette's order, families without any left out. */
export function familyShares(graph: Graph, analysis: Analysis): readonly FamilyShare[] {
  const totals = new Map<Family, number>();
  for (const id of analysis.order) {
    const parameters = analysis.node(id)?.parameters.total ?? 0;
    const family = parameters > 0 ? layerOf(graph.nodes[id]?.kind ?? '')?.doc.family : undefined;
    if (family) totals.set(family, (totals.get(family) ?? 0) + parameters);
  }
  return families.flatMap((family) => {
    const parameters = totals.get(family);
    return parameters === undefined ? [] : [{ family, parameters }];
  });
}
