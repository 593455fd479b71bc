import type { Dataset } from '../data/dataset.ts';

/** The mean of each number to hit, over the training samples; empty where other things are asked for. */
export function centresOf({ splits }: Dataset): readonly number[] {
  const { targets, count } = splits.train;
  if (targets.kind !== 'values') return [];
  const { values, names } = targets;
  return names.map((_, place) => {
    let sum = 0;
    for (let i = place; i < values.length; i += names.length) sum += values[i] ?? 0;
    return sum / Math.max(1, count);
  });
}
