import { type Convention, conventions, countBy, workOf, workOfTotals } from './conventions.ts';
import type { Analysis, NodeAnalysis } from './types.ts';

/** Figures of which a layer has a share of the whole. `memory`: bytes of one sample's outputs; else work, as counted. */
export type Measure = 'parameters' | 'memory' | Convention;

export const measures: readonly Measure[] = ['parameters', 'memory', ...conventions];

/** What layers can be coloured by: a share of the network, how much of the input each sees, or the time it took. */
export type Shown = Measure | 'receptiveField' | 'time';

/** As measured on some machine, milliseconds a batch by node id; a layer that was not timed has none. */
export type LayerTimes = Readonly<Record<string, number>>;

/** All that shares are taken of; `times` is `null` while the network, as it is now, has not been timed. */
export interface Shares {
  readonly analysis: Analysis;
  readonly times: LayerTimes | null;
}

/** What a layer has of what is shown: values, bytes, operations, milliseconds, or the longest side of its field. */
export function amountOf({ analysis, times }: Shares, id: string, shown: Shown): number {
  const node = analysis.node(id);
  if (shown === 'time') return times?.[id] ?? 0;
  return shown === 'receptiveField' ? Math.max(0, ...(node?.receptiveField?.size ?? [])) : measureOf(node, shown);
}

/**
 * The part of a whole that a bar shows, 0 where there is none: of the network's parameters, work, memory or time, 0 to 1;
 * of a receptive field its part of the input, which exceeds 1 where it looks into the padding on every side.
 */
export function partOf({ analysis, times }: Shares, id: string, shown: Shown): number {
  if (shown === 'receptiveField') return fieldPart(analysis, id);
  if (shown !== 'time') return shareOf(analysis, id, shown);
  const total = times === null ? 0 : totalTime(times);
  return total === 0 ? 0 : (times?.[id] ?? 0) / total;
}

/** Milliseconds of all layers together. */
export const totalTime = (times: LayerTimes): number =>
  Object.values(times).reduce((total, milliseconds) => total + milliseconds, 0);

/** Along the axis on which least is seen, of the largest input of as many axes. */
function fieldPart(analysis: Analysis, id: string): number {
  const size = analysis.node(id)?.receptiveField?.size;
  if (size === undefined) return 0;
  const extent = size.map(() => 0);
  for (const input of analysis.inputIds) {
    const shape = analysis.node(input)?.output?.shape ?? [];
    if (shape.length !== size.length + 1) continue;
    for (const axis of size.keys()) extent[axis] = Math.max(extent[axis] ?? 0, shape[axis] ?? 0);
  }
  const parts = size.map((seen, axis) => seen / (extent[axis] ?? 0));
  const least = Math.min(...parts);
  return Number.isFinite(least) ? least : 0;
}

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
