import { describe, expect, it } from 'vitest';
import { epochOf, runOf } from '../runs/testing/runs.ts';
import { bestTrial, importances, scoreAfter, spreadOf, trialsIn } from './outcome.ts';

/** A trial that reached these accuracies, epoch by epoch. */
const trialOf = (number: number, rate: number, reached: readonly number[], repeat?: number) =>
  runOf({
    id: `${number}-${repeat ?? 0}`,
    number,
    epochs: reached.map((accuracy, i) => epochOf(i + 1, accuracy)),
    trial: { search: 's', number, values: { rate }, ...(repeat === undefined ? {} : { repeat }) },
  });

describe('what came of a search', () => {
  // Ranked the other way round after one epoch than by what those that went on reached.
  const trials = [trialOf(1, 1, [0.8]), trialOf(2, 2, [0.7]), trialOf(3, 3, [0.6, 0.95]), trialOf(4, 4, [0.5, 0.99])];

  it('compares trials after the epochs that all have done', () => {
    expect(importances(trials)).toMatchObject([{ key: 'rate', measure: 'rho', value: -1, trials: 4, epochs: 1 }]);
    expect(scoreAfter(trials[3] ?? runOf(), 1)).toBe(0.5);
  });

  it('counts a failed trial for nothing, though not what it had reached before', () => {
    const failed = { ...trialOf(1, 1, [0.9]), state: 'failed' as const };
    expect(scoreAfter(failed, 1)).toBe(0.9);
    expect(scoreAfter(failed, 2)).toBeNull();
    expect(bestTrial([failed, trialOf(2, 2, [0.1])])?.number).toBe(2);
  });

  it('tells the spread of the best by its other seeds alone', () => {
    const runs = [...trials, trialOf(4, 4, [0.9], 1), trialOf(4, 4, [0.8], 2)];
    expect(trialsIn(runs, 's')).toHaveLength(4);
    expect(bestTrial(trialsIn(runs, 's'))?.number).toBe(4);
    const spread = spreadOf(runs, 's');
    expect(spread).toMatchObject({ count: 2, low: 0.8, high: 0.9 });
    expect(spread?.mean).toBeCloseTo(0.85, 12);
    expect(spreadOf(trials, 's')).toBeNull();
  });
});
