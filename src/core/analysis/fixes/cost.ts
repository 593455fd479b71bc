import { applyCommands } from '../../document/commands.ts';
import type { StrideDocument } from '../../document/schema.ts';
import type { Fix } from '../../problems/problem.ts';
import { analyze } from '../analyze.ts';
import type { Analysis, Totals } from '../types.ts';

/** Parameters and MACs that a fix adds to the network (negative: takes away). */
export interface FixCost {
  readonly parameters: number;
  readonly macs: number;
  /** The whole network's figures once the fix is applied: what tells fixes apart that cost nothing themselves. */
  readonly after: Totals;
}

/**
 * Counts layers that the fix brings, removes or changes. Layers that were unknown only because of the problem and are
 * known after it are not the fix's cost, and are left out.
 */
export function fixCost(document: StrideDocument, fix: Fix, before: Analysis = analyze(document.graph)): FixCost {
  const after = analyze(applyCommands(document, fix.commands).graph);
  const ids = new Set([...Object.keys(before.nodes), ...Object.keys(after.nodes)]);
  let parameters = 0;
  let macs = 0;
  for (const id of ids) {
    const old = before.node(id);
    const now = after.node(id);
    if ((old && !old.output) || (now && !now.output)) continue;
    parameters += (now?.parameters.total ?? 0) - (old?.parameters.total ?? 0);
    macs += (now?.cost?.macs.value ?? 0) - (old?.cost?.macs.value ?? 0);
  }
  return { parameters, macs, after: after.totals };
}
