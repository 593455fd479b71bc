import type { LabelFigures } from './evaluation.ts';

/** How well a label is told where it is said above `threshold` hundredths. Shares are 0 where they would be of nothing. */
export function atThreshold({ held, others }: LabelFigures, threshold: number) {
  const above = (counts: readonly number[]) => counts.slice(threshold).reduce((sum, n) => sum + n, 0);
  const there = held.reduce((sum, n) => sum + n, 0);
  const hits = above(held);
  const said = hits + above(others);
  return {
    there,
    said,
    precision: said === 0 ? 0 : hits / said,
    recall: there === 0 ? 0 : hits / there,
    f1: said + there === 0 ? 0 : (2 * hits) / (said + there),
  };
}
