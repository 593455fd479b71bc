import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../analysis/testing/graph.ts';
import type { StrideDocument } from '../document/schema.ts';
import { candidateOf, documentWith, type Rejection } from './candidate.ts';
import { type Drawn, drawAt, possibilities, valueAt, valuesOf } from './draw.ts';
import { epochsOfAll, roundsOf, survivors } from './halving.ts';
import { type Dimension, defaultSearch, type SearchSettings, searchSchema } from './schema.ts';
import { runSearch, trialsOf } from './search.ts';

const document: StrideDocument = documentOf([
  ['in', 'input', { shape: [8, 8, 1] }],
  ['conv', 'conv2d', { filters: 4, kernelSize: [3, 3], padding: 'same' }, ['in']],
  ['flat', 'flatten', {}, ['conv']],
  ['out', 'dense', { units: 4 }, ['flat']],
  ['soft', 'softmax', {}, ['out']],
]);

const rate: Dimension = {
  id: 'rate',
  target: { kind: 'setting', setting: 'learningRate' },
  range: { kind: 'log', low: 1e-4, high: 1 },
};
const filters: Dimension = {
  id: 'filters',
  target: { kind: 'field', nodes: ['conv'], field: 'filters' },
  range: { kind: 'powers', low: 2, high: 32 },
};
const kernel: Dimension = {
  id: 'kernel',
  target: { kind: 'field', nodes: ['conv'], field: 'kernelSize' },
  range: { kind: 'whole', low: 1, high: 5, step: 2 },
};
const depth: Dimension = {
  id: 'depth',
  target: { kind: 'copies', nodes: ['conv'] },
  range: { kind: 'whole', low: 1, high: 3, step: 1 },
};
const searchOf = (changes: Partial<SearchSettings>): SearchSettings => ({ ...defaultSearch, ...changes });
const ignore = () => undefined;

describe('what is drawn', () => {
  const draws = (dimension: Dimension, count: number): readonly Drawn[] =>
    Array.from({ length: count }, (_, i) => drawAt([dimension], 7, i)[dimension.id] ?? '');

  it('is even over each decade of a logarithmic range', () => {
    const numbers = draws(rate, 4000).map(Number);
    const decades = [0, 0, 0, 0];
    for (const value of numbers) {
      const decade = Math.floor(Math.log10(value)) + 4;
      decades[decade] = (decades[decade] ?? 0) + 1;
    }
    // Pearson's chi-squared with 3 degrees of freedom is above 16.27 once in a thousand times.
    const chi = decades.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chi).toBeLessThan(16.27);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(1e-4);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(1);
  });

  it('is even over the values of a range that has some only', () => {
    const numbers = draws(filters, 5000);
    const counts = [2, 4, 8, 16, 32].map((value) => numbers.filter((one) => one === value).length);
    expect(counts.reduce((a, b) => a + b)).toBe(5000);
    // With 4 degrees of freedom: 18.47.
    expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(18.47);
  });

  it('depends on the seed, the place and nothing else', () => {
    const all = [rate, filters, kernel];
    expect(drawAt(all, 3, 5)).toEqual(drawAt(all, 3, 5));
    expect(drawAt(all, 3, 5)).not.toEqual(drawAt(all, 4, 5));
    expect(drawAt(all, 3, 5)).not.toEqual(drawAt(all, 3, 6));
  });

  it('lies in its range, ends included', () => {
    const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: -20, max: 20 }),
        fc.nat(40),
        fc.integer({ min: 1, max: 7 }),
        place,
        (low, span, step, at) => {
          const range = { kind: 'whole', low, high: low + span, step } as const;
          const value = Number(valueAt(range, at));
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(low + span);
          expect((value - low) % step).toBe(0);
        },
      ),
    );
    expect(valuesOf({ kind: 'powers', low: 3, high: 70 })).toEqual([4, 8, 16, 32, 64]);
    expect(possibilities([filters, kernel])).toBe(15);
  });
});

describe('successive halving', () => {
  const rows = (trials: number, minEpochs: number, epochs = 81, eta = 3) =>
    roundsOf({ method: 'halving', trials, minEpochs, epochs, eta }).map(({ count, epochs: r }) => [count, r]);

  it('has the rounds of table 1 of Li et al. 2018', () => {
    expect(rows(81, 1)).toEqual([
      [81, 1],
      [27, 3],
      [9, 9],
      [3, 27],
      [1, 81],
    ]);
    expect(rows(34, 3)).toEqual([
      [34, 3],
      [11, 9],
      [3, 27],
      [1, 81],
    ]);
    expect(rows(15, 9)).toEqual([
      [15, 9],
      [5, 27],
      [1, 81],
    ]);
    expect(rows(8, 27)).toEqual([
      [8, 27],
      [2, 81],
    ]);
    expect(rows(5, 81)).toEqual([[5, 81]]);
  });

  it('has the rounds that mlr3hyperband documents', () => {
    expect(rows(8, 1, 8, 2)).toEqual([
      [8, 1],
      [4, 2],
      [2, 4],
      [1, 8],
    ]);
    expect(rows(6, 2, 8, 2)).toEqual([
      [6, 2],
      [3, 4],
      [1, 8],
    ]);
  });

  it('trains the epochs of survivors once', () => {
    // 81 with one, 27 with two more, 9 with six more, 3 with 18 more, 1 with 54 more.
    expect(epochsOfAll(roundsOf({ method: 'halving', trials: 81, minEpochs: 1, epochs: 81, eta: 3 }))).toBe(297);
  });

  it('keeps the best in their order, and none without a score', () => {
    const tried = [0.3, null, 0.9, Number.NaN, 0.5].map((score, id) => ({ id, score }));
    expect(survivors(tried, 2).map(({ id }) => id)).toEqual([2, 4]);
    expect(survivors(tried, 5).map(({ id }) => id)).toEqual([0, 2, 4]);
  });
});

describe('a candidate', () => {
  it('has all that was drawn: sizes of both sides, copies in a row, settings', () => {
    const draw = { filters: 8, kernel: 5, depth: 3, rate: 0.02 };
    const made = documentWith(document, [depth, filters, kernel, rate], draw);
    const convolutions = Object.values(made.graph.nodes).filter(({ kind }) => kind === 'conv2d');
    expect(convolutions.map(({ params }) => [params.filters, params.kernelSize])).toEqual([
      [8, [5, 5]],
      [8, [5, 5]],
      [8, [5, 5]],
    ]);
    expect(made.training.learningRate).toBe(0.02);
  });

  it('is refused before training where it is broken or costs too much', () => {
    const valid = { ...kernel, id: 'k', target: { ...kernel.target, field: 'padding' } } as Dimension;
    const broken = candidateOf(document, { dimensions: [valid], macs: null, parameters: null }, { k: 'no such' }, null);
    expect(broken.ok).toBe(false);
    const tight = { dimensions: [filters], macs: null, parameters: 1500 };
    // 4 filters: 40 + 1,028 parameters; 8: 80 + 2,052.
    expect(candidateOf(document, tight, { filters: 4 }, null).ok).toBe(true);
    expect(candidateOf(document, tight, { filters: 8 }, null)).toEqual({
      ok: false,
      error: { kind: 'parameters', value: 2132, limit: 1500 },
    });
  });
});

describe('a search', () => {
  it('tries as many as it may, none twice, and reports what it left out', () => {
    const rejected: Rejection[] = [];
    const settings = searchOf({ dimensions: [filters, kernel], trials: 40, parameters: 3000 });
    const trials = [...trialsOf(document, settings, null, (_, why) => rejected.push(why))];
    const found = new Set(trials.map(({ draw }) => JSON.stringify(draw)));
    expect(found.size).toBe(trials.length);
    expect(rejected.every(({ kind }) => kind === 'parameters')).toBe(true);
    expect(trials.length + rejected.length).toBe(15);
    expect(trials.every(({ candidate }) => candidate.analysis.totals.parameters <= 3000)).toBe(true);
  });

  it('halves by score, goes on from where trials were left, and finds what is best', async () => {
    const settings = searchOf({ dimensions: [rate], trials: 9, minEpochs: 1, epochs: 9, eta: 3 });
    const asked: [number, number][] = [];
    const rates = new Map<number, number>();
    const kept: number[][] = [];
    await runSearch({
      document,
      settings,
      data: null,
      // Best at 0.01.
      train: async ({ number, draw }, epochs) => {
        asked.push([number, epochs]);
        rates.set(number, Number(draw.rate));
        return -Math.abs(Math.log10(Number(draw.rate)) + 2);
      },
      goOn: async () => true,
      onReject: ignore,
      onRound: (trials) => kept.push(trials.map(({ number }) => number)),
    });
    expect(asked.map(([, epochs]) => epochs)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 9]);
    const nearest = [...rates].sort(([, a], [, b]) => Math.abs(Math.log10(a) + 2) - Math.abs(Math.log10(b) + 2))[0];
    expect(asked.at(-1)).toEqual([nearest?.[0], 9]);
    expect(kept.map(({ length }) => length)).toEqual([3, 1, 0]);
  });

  it('trains the best once more with other seeds, all epochs of the last round', async () => {
    const asked: { number: number; repeat: number; epochs: number; seed: number; rate: number; whole: number }[] = [];
    await runSearch({
      document,
      settings: searchOf({ dimensions: [rate], trials: 9, minEpochs: 1, epochs: 9, eta: 3, repeats: 2 }),
      data: null,
      train: async ({ number, repeat, candidate }, epochs) => {
        const { seed, learningRate, epochs: whole } = candidate.document.training;
        asked.push({ number, repeat, epochs, seed, rate: learningRate, whole });
        return number;
      },
      goOn: async () => true,
      onReject: ignore,
    });
    const repeats = asked.filter(({ repeat }) => repeat > 0);
    const [winner] = asked.filter(({ number, epochs, repeat }) => number === 9 && epochs === 9 && repeat === 0);
    expect(repeats.map(({ number, repeat, epochs, rate }) => [number, repeat, epochs, rate])).toEqual([
      [9, 1, 9, winner?.rate],
      [9, 2, 9, winner?.rate],
    ]);
    expect(new Set([winner, ...repeats].map((one) => one?.seed)).size).toBe(3);
    // Schedules span what a trial trains that is not given up, in every round.
    expect(new Set(asked.map(({ whole }) => whole))).toEqual(new Set([9]));
  });

  it('ends when it may not go on', async () => {
    let trained = 0;
    await runSearch({
      document,
      settings: searchOf({ dimensions: [rate], method: 'random', trials: 9 }),
      data: null,
      train: async () => ++trained,
      goOn: async () => trained < 4,
      onReject: ignore,
    });
    expect(trained).toBe(4);
  });

  it('is kept as it is', () => {
    const settings = searchOf({ dimensions: [rate, filters, kernel, depth], macs: 1e6 });
    expect(searchSchema.parse(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });
});
