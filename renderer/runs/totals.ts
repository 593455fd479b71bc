import { analyze } from '../../src/core/analysis/analyze.ts';
import type { RunRecord } from '../../src/core/document/runs.ts';
import type { Graph } from '../../src/core/document/schema.ts';
import type { RunTotals } from '../../src/core/runs/figures.ts';

const known = new WeakMap<Graph, RunTotals>();

/** What the run's network weighs, by the analysis of its drawing; `null` of runs from older files. */
export function totalsOfRun({ drawing }: Pick<RunRecord, 'drawing'>): RunTotals | null {
  if (!drawing) return null;
  const before = known.get(drawing.graph);
  if (before) return before;
  const { totals } = analyze(drawing.graph);
  known.set(drawing.graph, totals);
  return totals;
}
