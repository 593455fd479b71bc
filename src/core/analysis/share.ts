import { type Convention, conventions, countBy, workOf, workOfTotals } from './conventions.ts';
import type { Analysis, NodeAnalysis } from './types.ts';

/** Figures of which a layer has a share of the whole. `memory`: bytes of one sample's outputs; else work, as counted. */
export type Measure = 'parameters' | 'memory' | Convention;

export const measures: readonly Measure[] = ['parameters', 'memory', ...conventions];

/** What one layer has of it; 0 where it is unknown. */
export function measureOf(node: NodeAnalysis | undefined, measure: Measure): number {
  if (!node) return 0;
  if (measure === 'parameters') return node.parameters.total;
  return measure === 'memory' ? (node.activationBytes ?? 0) : countBy(measure, workOf(node));
}

function totalOf({ totals }: Analysis, measure: Measure): number {
  if (measure === 'parameters') return totals.parameters;
  return measure === 'memory' ? totals.activationBytes : countBy(measure, workOfTotals(totals));
}

/** Share of the whole network, 0 to 1. */
export function shareOf(analysis: Analysis, id: string, measure: Measure): number {
  const total = totalOf(analysis, measure);
  return total === 0 ? 0 : measureOf(analysis.node(id), measure) / total;
}

/** The layers with most of it first, at most `count`, those with none left out. */
export function largest(analysis: Analysis, measure: Measure, count: number): readonly string[] {
  return analysis.order
    .filter((id) => measureOf(analysis.node(id), measure) > 0)
    .sort((a, b) => measureOf(analysis.node(b), measure) - measureOf(analysis.node(a), measure))
    .slice(0, count);
}

/** Figures of some of the layers together. */
export const subtotal = (analysis: Analysis, ids: readonly string[], measure: Measure): number =>
  ids.reduce((total, id) => total + measureOf(analysis.node(id), measure), 0);
