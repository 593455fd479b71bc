import { bestLoss, type RunRecord } from '../document/runs.ts';
import { largest } from '../math/extremes.ts';

/** What says most of tasks without an accuracy: all from 0, or below, to 1. */
const leading = ['meanIoU', 'r2Score', 'f1Score'] as const;

export interface LeadingFigure {
  readonly name: 'accuracy' | (typeof leading)[number] | 'loss';
  readonly value: number;
}

/**
 * The figure by which a run is told in lists, the best that it reached: on held-out samples where there are any, else on
 * those it trained on. Its loss where it measured nothing else; `null` before its first epoch.
 */
export function leadingFigure(run: RunRecord): LeadingFigure | null {
  const accuracies = run.epochs.flatMap((epoch) => epoch.valAccuracy ?? epoch.accuracy ?? []);
  if (accuracies.length > 0) return { name: 'accuracy', value: largest(accuracies) };
  for (const name of leading) {
    const held = `val${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const reached = run.epochs.flatMap(({ extra }) => extra[held] ?? extra[name] ?? []).filter(Number.isFinite);
    if (reached.length > 0) return { name, value: largest(reached) };
  }
  const loss = bestLoss(run);
  return loss === null ? null : { name: 'loss', value: loss };
}
