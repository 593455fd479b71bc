import type { SplitName } from './dataset.ts';
import { seededShuffle } from './shuffle.ts';

/** Seed of every split that the files do not make themselves: the same folder is cut the same way each time. */
export const splitSeed = 7;

/**
 * Cuts items into splits with the same share of every class in each, mixed; each class keeps at least one item to train.
 *
 * @param labels class of each item
 * @param shares of the whole, 0 … 1; what is left trains
 * @returns indices into `labels`
 */
export function stratifiedSplit(
  labels: ArrayLike<number>,
  shares: { readonly validation: number; readonly test: number },
  seed: number = splitSeed,
): Readonly<Record<SplitName, readonly number[]>> {
  const byClass = new Map<number, number[]>();
  for (const index of seededShuffle(labels.length, seed)) {
    const label = labels[index] ?? 0;
    const members = byClass.get(label) ?? [];
    members.push(index);
    byClass.set(label, members);
  }
  const parts: Record<SplitName, number[]> = { train: [], validation: [], test: [] };
  for (const members of byClass.values()) {
    const most = members.length - 1;
    const test = Math.min(most, Math.round(members.length * shares.test));
    const validation = Math.min(most - test, Math.round(members.length * shares.validation));
    parts.test.push(...members.slice(0, test));
    parts.validation.push(...members.slice(test, test + validation));
    parts.train.push(...members.slice(test + validation));
  }
  return { train: mix(parts.train, seed), validation: mix(parts.validation, seed), test: mix(parts.test, seed) };
}

/** Class after class would train in that order when nobody shuffles, and show one class only in a preview. */
export const mix = <T>(items: readonly T[], seed: number): readonly T[] =>
  [...seededShuffle(items.length, seed)].flatMap((index) => items[index] ?? []);
