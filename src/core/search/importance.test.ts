import { describe, expect, it } from 'vitest';
import { importanceOf, ranksOf } from './importance.ts';

describe('what the scores of trials go with', () => {
  it('is Spearman’s rank correlation, as in a published example', () => {
    // IQ and hours of television, https://en.wikipedia.org/wiki/Spearman's_rank_correlation_coefficient: −29/165, p 0.627.
    const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    const found = importanceOf(iq, hours);
    expect(found?.measure).toBe('rho');
    expect(found?.value).toBeCloseTo(-29 / 165, 12);
    expect(Math.abs((found?.chance ?? 0) - 0.627)).toBeLessThan(0.05);
  });

  it('is the correlation ratio of ranks for words: Kruskal and Wallis’s H divided by n − 1', () => {
    // Mucociliary efficiency, Hollander and Wolfe 1973, page 116; R's kruskal.test gives H = 0.77143, p 0.68.
    const normal = [2.9, 3.0, 2.5, 2.6, 3.2];
    const obstructed = [3.8, 2.7, 4.0, 2.4];
    const asbestosis = [2.8, 3.4, 3.7, 2.2, 2.0];
    const words = [...normal.map(() => 'a'), ...obstructed.map(() => 'b'), ...asbestosis.map(() => 'c')];
    const found = importanceOf(words, [...normal, ...obstructed, ...asbestosis]);
    expect(found?.measure).toBe('eta');
    expect((found?.value ?? 0) ** 2 * 13).toBeCloseTo(0.77143, 5);
    expect(Math.abs((found?.chance ?? 0) - 0.68)).toBeLessThan(0.05);
  });

  it('is sure of what always goes together, and silent where nothing can be said', () => {
    expect(importanceOf([1, 2, 3, 4, 5, 6, 7, 8], [8, 7, 6, 5, 4, 3, 2, 1])).toMatchObject({ value: -1 });
    expect(importanceOf([1, 2, 3, 4, 5, 6, 7, 8], [8, 7, 6, 5, 4, 3, 2, 1])?.chance).toBeLessThan(0.002);
    expect(importanceOf([false, true, false, true], [0.1, 0.9, 0.2, 0.8])?.value).toBeCloseTo(2 / Math.sqrt(5), 12);
    expect(importanceOf([1, 2, 3], [1, 2, 3])).toBeNull();
    expect(importanceOf([1, 1, 1, 1], [1, 2, 3, 4])).toBeNull();
    expect(importanceOf([1, 2, 3, 4], [1, 1, 1, 1])).toBeNull();
  });

  it('ranks equals alike', () => {
    expect(ranksOf([3, 1, 3, 2])).toEqual([3.5, 1, 3.5, 2]);
  });
});
