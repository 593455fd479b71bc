import { analyze } from '../../src/core/analysis/analyze.ts';
import { applyCommands } from '../../src/core/document/commands.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import type { Fix } from '../../src/core/problems/problem.ts';

/** What a fix adds to the network's figures, by analysing the network with it. */
export function fixCost(document: StrideDocument, fix: Fix): { readonly parameters: number } {
  const before = analyze(document.graph).totals;
  const after = analyze(applyCommands(document, fix.commands).graph).totals;
  return { parameters: after.parameters - before.parameters };
}
