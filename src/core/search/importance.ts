import { combine, uniformStream } from '../math/random.ts';
import type { Drawn } from './draw.ts';

/** How far the scores of a search's trials go with one thing that was varied. */
export interface Importance {
  /**
   * Of numbers and switches Spearman's rank correlation ρ, from −1 to 1. Of words, which have no order, the correlation
   * ratio η of the scores' ranks, from 0 to 1: η² is the share of their variance that lies between the words.
   */
  readonly measure: 'rho' | 'eta';
  readonly value: number;
  /** How often scores that were shuffled gave as much or more: the p-value of a permutation test. */
  readonly chance: number;
  readonly trials: number;
}

const shuffles = 2000;

/**
 * `null` where there are fewer than 4 trials, or all are alike on one side: nothing can be said.
 * @param drawn what was varied, by trial. @param scores in the same order.
 */
export function importanceOf(drawn: readonly Drawn[], scores: readonly number[]): Importance | null {
  if (drawn.length < 4 || new Set(drawn).size < 2 || new Set(scores).size < 2) return null;
  const words = drawn.some((value) => typeof value === 'string');
  const ys = ranksOf(scores);
  const xs = ranksOf(drawn.map(Number));
  const strength = words ? (of: readonly number[]) => ratio(drawn, of) : (of: readonly number[]) => correlation(xs, of);
  const value = strength(ys);
  const random = uniformStream(combine(drawn.length, 97));
  let asStrong = 0;
  const shuffled = [...ys];
  for (let round = 0; round < shuffles; round++) {
    shuffle(shuffled, random);
    // What is equal but for rounding is as much.
    if (Math.abs(strength(shuffled)) >= Math.abs(value) - 1e-12) asStrong++;
  }
  // The order as it came is one of all orders: no test is surer than that.
  const chance = (asStrong + 1) / (shuffles + 1);
  return { measure: words ? 'eta' : 'rho', value, chance, trials: drawn.length };
}

/** From 1; equals share the mean of their places. */
export function ranksOf(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return values.map((value) => {
    const [first, last] = [sorted.indexOf(value), sorted.lastIndexOf(value)];
    return (first + last) / 2 + 1;
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const [mx, my] = [mean(xs), mean(ys)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [i, x] of xs.entries()) {
    const y = (ys[i] ?? my) - my;
    xy += (x - mx) * y;
    xx += (x - mx) ** 2;
    yy += y ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

function ratio(words: readonly Drawn[], ys: readonly number[]): number {
  const all = mean(ys);
  const groups = new Map<Drawn, number[]>();
  for (const [i, word] of words.entries()) groups.set(word, [...(groups.get(word) ?? []), ys[i] ?? all]);
  const whole = ys.reduce((sum, y) => sum + (y - all) ** 2, 0);
  const between = [...groups.values()].reduce((sum, group) => sum + group.length * (mean(group) - all) ** 2, 0);
  return Math.sqrt(between / whole);
}

/** Fisher and Yates. */
function shuffle(values: number[], random: () => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [values[i] ?? 0, values[j] ?? 0];
    values[i] = b;
    values[j] = a;
  }
}
