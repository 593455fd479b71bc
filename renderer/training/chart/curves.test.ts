import { describe, expect, it } from 'vitest';
import { Series } from '../../store/series.ts';
import { emptyRun } from '../testing/runs.ts';
import { chartCurves, epochCurve, valueRange } from './curves.ts';

const epoch = (number: number, loss: number, valLoss: number | null, valAccuracy: number | null) => ({
  epoch: number,
  loss,
  accuracy: 0.9,
  valLoss,
  valAccuracy,
  samplesPerSecond: 1,
  seconds: 1,
  extra: {},
});

const run = {
  ...emptyRun('a', 1),
  epochs: [epoch(1, 1, 0.8, 0.7), epoch(2, 0.5, null, null), epoch(3, 0.2, 0.4, 0.9)],
};

describe('epochCurve', () => {
  it('leaves out epochs without the figure', () => {
    expect(epochCurve(run, 'loss', 'validation')).toEqual({ xs: [1, 3], ys: [0.8, 0.4] });
    expect(epochCurve(run, 'loss', 'train')).toEqual({ xs: [1, 2, 3], ys: [1, 0.5, 0.2] });
  });
});

describe('chartCurves', () => {
  it('draws a run from a file by its epochs, a live one by its batches', () => {
    expect(chartCurves(run, new Series(), [], 'loss').train.xs).toEqual([1, 2, 3]);
    const batches = new Series();
    for (let step = 1; step <= 10; step++) batches.push(step / 10, 2);
    const live = chartCurves(run, batches, [], 'loss');
    expect(live.train.xs).toHaveLength(10);
    expect(live.raw.ys).toHaveLength(10);
  });

  it('compares with validation, or with training where another run held nothing out', () => {
    const plain = { ...run, epochs: [epoch(1, 0.6, null, null)] };
    const [first, second] = chartCurves(run, new Series(), [run, plain], 'loss').others;
    expect(first?.ys).toEqual([0.8, 0.4]);
    expect(second?.ys).toEqual([0.6]);
  });
});

describe('valueRange', () => {
  it('holds every curve, stays above 0 for a logarithmic axis and within 0 to 1 for accuracy', () => {
    const loss = valueRange(chartCurves(run, new Series(), [], 'loss'), 'loss');
    expect(loss?.[0]).toBeGreaterThan(0);
    expect(loss?.[0]).toBeLessThan(0.2);
    expect(loss?.[1]).toBeGreaterThan(1);
    const accuracy = valueRange(chartCurves(run, new Series(), [], 'accuracy'), 'accuracy');
    expect(accuracy?.[1]).toBeLessThanOrEqual(1);
    expect(accuracy?.[0]).toBeLessThan(0.7);
  });

  it('is unknown before the first figure', () => {
    expect(valueRange(chartCurves(emptyRun('b', 2), new Series(), [], 'loss'), 'loss')).toBeNull();
  });
});
