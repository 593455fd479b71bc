import { largest, smallest } from '../../src/core/math/extremes.ts';
import type { Survey } from '../../src/engine/survey/report.ts';

/** Above this the largest class is worth a remark: a network may do well by naming nothing else. */
export const unevenFrom = 3;

export interface Balance {
  /** What the largest class is of all training samples: who always names it is right that often. */
  readonly largestShare: number;
  /** Largest class over smallest; infinite where one is empty. */
  readonly ratio: number;
}

/** `null` where there are no classes. */
export function balanceOf({ splits }: Survey): Balance | null {
  const { perClass } = splits.train;
  const all = perClass.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  return { largestShare: largest(perClass) / all, ratio: largest(perClass) / smallest(perClass) };
}
