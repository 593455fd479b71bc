import { describe, expect, it } from 'vitest';
import type { LossName } from '../../src/core/document/tasks.ts';
import { lossLooks } from './losses.tsx';

/* What each loss gives for a network that says the same of every class, reckoned from the definitions. */
const numbers = { focalGamma: 2, focalAlpha: 0.25 };

const untrained = (loss: LossName, outputs: number, activation: string) =>
  lossLooks[loss].untrained?.(outputs, activation, numbers)?.value;

describe('untrained losses', () => {
  it('are those of a uniform answer', () => {
    expect(untrained('categoricalCrossentropy', 10, 'softmax')).toBeCloseTo(Math.LN10, 12);
    expect(untrained('binaryCrossentropy', 1, 'sigmoid')).toBeCloseTo(Math.LN2, 12);
    // Ten answers of 0.1: (2.302585 + 9 · 0.105361) / 10; independent ones stay at a half each.
    expect(untrained('binaryCrossentropy', 10, 'softmax')).toBeCloseTo(0.325083, 6);
    expect(untrained('binaryCrossentropy', 10, 'sigmoid')).toBeCloseTo(Math.LN2, 12);
    // One class of four: ((1 − ¼)² + 3·(¼)²) / 4.
    expect(untrained('meanSquaredError', 4, 'softmax')).toBeCloseTo(0.1875, 12);
    expect(untrained('meanSquaredError', 1, 'sigmoid')).toBe(0.25);
    // ¼ · (1 − 1/10)² · ln 10 and (½)² · ln 2.
    expect(untrained('categoricalFocalCrossentropy', 10, 'softmax')).toBeCloseTo(0.46627, 5);
    expect(untrained('binaryFocalCrossentropy', 1, 'sigmoid')).toBeCloseTo(0.173287, 6);
    // A mask of four classes: 1 − 2 · (n/4) / (n + n).
    expect(untrained('dice', 4, 'softmax')).toBeCloseTo(0.75, 12);
  });
});
