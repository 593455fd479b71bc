import { describe, expect, it } from 'vitest';
import { lossLooks } from './losses.tsx';

/* What each loss gives for a network that says the same of every class, reckoned from the definitions. */
describe('untrained losses', () => {
  it('are those of a uniform answer', () => {
    expect(lossLooks.categoricalCrossentropy.untrained(10, 'softmax').value).toBeCloseTo(Math.LN10, 12);
    expect(lossLooks.binaryCrossentropy.untrained(1, 'sigmoid').value).toBeCloseTo(Math.LN2, 12);
    // Ten answers of 0.1: (2.302585 + 9 · 0.105361) / 10; independent ones stay at a half each.
    expect(lossLooks.binaryCrossentropy.untrained(10, 'softmax').value).toBeCloseTo(0.325083, 6);
    expect(lossLooks.binaryCrossentropy.untrained(10, 'sigmoid').value).toBeCloseTo(Math.LN2, 12);
    // One class of four: ((1 − ¼)² + 3·(¼)²) / 4.
    expect(lossLooks.meanSquaredError.untrained(4, 'softmax').value).toBeCloseTo(0.1875, 12);
    expect(lossLooks.meanSquaredError.untrained(1, 'sigmoid').value).toBe(0.25);
  });
});
