import type { ClassWeights } from '../document/training-options.ts';

/**
 * Weight of each class; `null` where all count 1. `balanced`: each class counts as much as any other in all (King and Zeng
 * 2001), n / (classes · own count), 0 for a class without images.
 * @param counts training images of each class.
 */
export function weightsOfClasses(chosen: ClassWeights, counts: readonly number[]): readonly number[] | null {
  switch (chosen.kind) {
    case 'none':
      return null;
    case 'balanced': {
      const all = counts.reduce((sum, count) => sum + count, 0);
      return counts.map((count) => (count === 0 ? 0 : all / (counts.length * count)));
    }
    case 'own':
      return counts.map((_, i) => chosen.weights[i] ?? 1);
  }
}

/** Images of each class among those with these labels. */
export function countClasses(labels: Iterable<number>, classes: number): readonly number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
