import { describe, expect, it } from 'vitest';
import { epochsToKeep } from './policy.ts';

const states = (count: number, bytes = 10) => Array.from({ length: count }, (_, i) => ({ epoch: i + 1, bytes }));

describe('states kept within a budget', () => {
  it('are all while they fit', () => {
    expect(epochsToKeep(states(4), 40, new Set())).toEqual([1, 2, 3, 4]);
  });

  it('are every second, fourth… then, and the best and the newest', () => {
    expect(epochsToKeep(states(9), 60, new Set([9]))).toEqual([2, 4, 6, 8, 9]);
    expect(epochsToKeep(states(9), 40, new Set([3, 9]))).toEqual([3, 4, 8, 9]);
  });

  it('are those that must be, even over the budget', () => {
    expect(epochsToKeep(states(9), 5, new Set([3, 9]))).toEqual([3, 9]);
    expect(epochsToKeep([], 5, new Set())).toEqual([]);
  });
});
