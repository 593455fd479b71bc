import { describe, expect, it } from 'vitest';
import { cellHeat, chosenMistakes, confusedPairs, drawnClasses, mostDrawnClasses } from './confusion.ts';

const confusion = [
  [8, 2, 0],
  [1, 9, 0],
  [0, 4, 6],
];

describe('confusedPairs', () => {
  it('lists wrong cells, most frequent first, and no right ones', () => {
    expect(confusedPairs(confusion)).toEqual([
      { label: 2, predicted: 1, count: 4 },
      { label: 0, predicted: 1, count: 2 },
      { label: 1, predicted: 0, count: 1 },
    ]);
  });
});

describe('drawnClasses', () => {
  it('draws few classes all', () => {
    expect(drawnClasses(confusion)).toEqual([0, 1, 2]);
  });

  it('draws the classes with mistakes of many', () => {
    const size = 30;
    const many = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j): number => (i === j ? 10 : 0)),
    );
    const row = many[20];
    if (row) row[25] = 5;
    const drawn = drawnClasses(many);
    expect(drawn).toHaveLength(mostDrawnClasses);
    expect(drawn).toContain(20);
    expect(drawn).toContain(25);
    expect([...drawn].sort((a, b) => a - b)).toEqual(drawn);
  });
});

describe('cellHeat', () => {
  it('leaves empty cells blank and deepens with the count', () => {
    expect(cellHeat(0, 10, 4, false)).toBe(0);
    expect(cellHeat(4, 10, 4, false)).toBeGreaterThan(cellHeat(1, 10, 4, false));
    expect(cellHeat(10, 10, 4, true)).toBeGreaterThan(cellHeat(7, 10, 4, true));
  });
});

describe('chosenMistakes', () => {
  const mistakes = [
    { index: 5, label: 0, predicted: 1, confidence: 0.6 },
    { index: 2, label: 2, predicted: 1, confidence: 0.9 },
    { index: 9, label: 0, predicted: 1, confidence: 0.8 },
  ];
  const indices = (...args: Parameters<typeof chosenMistakes>) => chosenMistakes(...args).map(({ index }) => index);

  it('orders and filters', () => {
    expect(indices(mistakes, null, 'byConfidence')).toEqual([2, 9, 5]);
    expect(indices(mistakes, null, 'byDoubt')).toEqual([5, 9, 2]);
    expect(indices(mistakes, null, 'byClass')).toEqual([9, 5, 2]);
    expect(indices(mistakes, null, 'byIndex')).toEqual([2, 5, 9]);
    expect(indices(mistakes, { label: 0, predicted: 1 }, 'byConfidence')).toEqual([9, 5]);
  });
});
