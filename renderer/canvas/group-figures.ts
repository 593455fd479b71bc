import { type GroupTotals, groupTotals } from '../../src/core/analysis/groups.ts';
import { measureOf } from '../../src/core/analysis/share.ts';
import type { Analysis } from '../../src/core/analysis/types.ts';
import type { Groups } from '../../src/core/document/groups.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { type Severity, severityOf } from './node-facts.ts';
import type { Shown } from './share.ts';

export interface GroupFigure {
  /** What the last of the layers puts out; `?` where that is unknown. */
  readonly shape: string;
  /** What the overlay measures, summed over the layers. */
  readonly amount: number;
  readonly severity: Severity | undefined;
}

/** What the card of a collapsed group says of its layers. */
export function groupFigure(
  groups: Groups,
  analysis: Analysis,
  { group, layers, shown }: { readonly group: string; readonly layers: readonly string[]; readonly shown: Shown },
): GroupFigure {
  const nodes = layers.flatMap((id) => analysis.node(id) ?? []);
  const measure = shown === 'off' ? 'parameters' : shown;
  const severities = nodes.map(severityOf);
  const output = totalsOf(groups, analysis)[group]?.output;
  return {
    shape: output ? formatShape(output) : '?',
    amount: nodes.reduce((sum, node) => sum + measureOf(node, measure), 0),
    severity: (['error', 'warning'] as const).find((severity) => severities.includes(severity)),
  };
}

const known = new WeakMap<
  Analysis,
  { readonly groups: Groups; readonly totals: Readonly<Record<string, GroupTotals>> }
>();

/** Summed up once an analysis, however many cards ask. */
function totalsOf(groups: Groups, analysis: Analysis): Readonly<Record<string, GroupTotals>> {
  const seen = known.get(analysis);
  if (seen?.groups === groups) return seen.totals;
  const totals = groupTotals(groups, analysis);
  known.set(analysis, { groups, totals });
  return totals;
}
