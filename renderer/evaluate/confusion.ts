import type { OneLabelEvaluation as Evaluation } from '../../src/engine/inspect/evaluation.ts';
import type { ConfusionCell } from '../store/session.ts';

export interface ConfusedPair extends ConfusionCell {
  readonly count: number;
}

/** Wrong cells of a confusion matrix, most frequent first. */
export function confusedPairs(confusion: Evaluation['confusion']): readonly ConfusedPair[] {
  return confusion
    .flatMap((row, label) =>
      row.flatMap((count, predicted) => (count > 0 && label !== predicted ? [{ label, predicted, count }] : [])),
    )
    .sort((a, b) => b.count - a.count || a.label - b.label || a.predicted - b.predicted);
}

/** A matrix with more classes than this is drawn for the worst of them only. */
export const mostDrawnClasses = 14;

/** Classes to draw, in order: all, or those with the most mistakes made of them and for them. */
export function drawnClasses(confusion: Evaluation['confusion']): readonly number[] {
  const all = confusion.map((_, label) => label);
  if (all.length <= mostDrawnClasses) return all;
  const mistakes = (label: number) =>
    confusion.reduce(
      (sum, row, truth) =>
        sum + (truth === label ? row.reduce((n, v) => n + v, 0) - (row[label] ?? 0) : (row[label] ?? 0)),
      0,
    );
  return [...all]
    .sort((a, b) => mistakes(b) - mistakes(a) || a - b)
    .slice(0, mostDrawnClasses)
    .sort((a, b) => a - b);
}

/**
 * Depth of a cell's colour, 0 to 1. Right answers by their share of the row, stretched from one half up so that a
 * weaker class shows; wrong ones by the square root of their count over the most frequent confusion.
 */
export function cellHeat(count: number, row: number, worst: number, right: boolean): number {
  if (count === 0 || row === 0) return 0;
  if (right) return 0.2 + 0.5 * Math.max(0, (count / row - 0.5) * 2);
  return worst === 0 ? 0 : 0.15 + 0.6 * Math.sqrt(count / worst);
}

/** Names longer than a digit or two need room: columns turn them, galleries grow. */
export const haveNames = (classes: readonly string[]): boolean => classes.some((name) => name.length > 3);

export const sortOrders = ['byConfidence', 'byDoubt', 'byClass', 'byIndex'] as const;
export type SortOrder = (typeof sortOrders)[number];
type Mistake = Evaluation['mistakes'][number];

const comparers: { readonly [S in SortOrder]: (a: Mistake, b: Mistake) => number } = {
  byConfidence: (a, b) => b.confidence - a.confidence,
  byDoubt: (a, b) => a.confidence - b.confidence,
  byClass: (a, b) => a.label - b.label || a.predicted - b.predicted || b.confidence - a.confidence,
  byIndex: (a, b) => a.index - b.index,
};

/** Mistakes of one cell, or all of them, in the order asked for. */
export function chosenMistakes(
  mistakes: Evaluation['mistakes'],
  cell: ConfusionCell | null,
  order: SortOrder,
): readonly Mistake[] {
  return mistakes
    .filter(({ label, predicted }) => cell === null || (label === cell.label && predicted === cell.predicted))
    .sort(comparers[order]);
}

export const sameCell = (a: ConfusionCell | null, b: ConfusionCell | null): boolean =>
  a?.label === b?.label && a?.predicted === b?.predicted;
