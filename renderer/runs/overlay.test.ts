import { describe, expect, it } from 'vitest';
import { epochOf, runOf } from '../../src/core/runs/testing/runs.ts';
import { Series } from '../store/series.ts';
import { measuresOf, overlayOf, placeOn } from './overlay.ts';

const epochs = [epochOf(1, 0.5, { seconds: 10 }), epochOf(2, 0.7, { seconds: 2 }), epochOf(3, 0.6, { seconds: 4 })];
const none = () => ({ loss: new Series(), accuracy: new Series(), rate: new Series() });
const plain = { measure: 'accuracy', split: 'validation', axis: 'epoch', smoothing: 0 } as const;

describe('the axis of a run', () => {
  it('counts epochs, steps and seconds', () => {
    const run = runOf({ epochs, stepsPerEpoch: 40 });
    expect(placeOn('epoch', run)?.(1.5)).toBe(1.5);
    expect(placeOn('step', run)?.(1.5)).toBe(60);
    const time = placeOn('time', run);
    expect([0, 0.5, 1, 1.5, 2, 3, 3.5].map((epoch) => time?.(epoch))).toEqual([0, 5, 10, 11, 12, 16, 18]);
  });

  it('has no steps where they were not counted', () => {
    expect(placeOn('step', runOf({ epochs }))).toBeNull();
    expect(overlayOf(runOf({ epochs }), none(), { ...plain, axis: 'step' })).toEqual([]);
  });
});

describe('curves of a run', () => {
  it('are a point an epoch', () => {
    const [curve, ...others] = overlayOf(runOf({ epochs }), none(), plain);
    expect(others).toEqual([]);
    expect(Array.from(curve?.xs ?? [])).toEqual([1, 2, 3]);
    expect(Array.from(curve?.ys ?? [])).toEqual([0.5, 0.7, 0.6]);
  });

  it('are of the training where nothing is held out', () => {
    const run = runOf({ epochs: epochs.map((epoch) => ({ ...epoch, valAccuracy: null })) });
    expect(overlayOf(run, none(), plain).map(({ side }) => side)).toEqual(['train']);
  });

  it('show the batches behind their average', () => {
    const curves = none();
    for (let i = 1; i <= 100; i++) curves.loss.push(i / 100, 1 + (i % 2));
    const drawn = overlayOf(runOf({ epochs }), curves, { ...plain, measure: 'loss', split: 'train' });
    expect(drawn.map(({ raw }) => raw)).toEqual([true, false]);
    const [first, last] = drawn.map(({ ys }) => ys[99] ?? 0);
    expect(first).toBe(1);
    expect(Math.abs((last ?? 0) - 1.5)).toBeLessThan(0.4);
  });

  it('are of the gradient of all layers together', () => {
    const layer = { weightNorm: null, updateRatio: null, weights: null, activation: null, flow: [], dead: null };
    const layers = {
      a: { ...layer, gradientNorm: 3 },
      b: { ...layer, gradientNorm: 4 },
      c: { ...layer, gradientNorm: null },
    };
    const run = runOf({ epochs, figures: [{ epoch: 2, step: 80, layers }] });
    expect(measuresOf([run])).toContain('gradientNorm');
    const [curve] = overlayOf(run, none(), { ...plain, measure: 'gradientNorm' });
    expect([curve?.xs[0], curve?.ys[0], curve?.ys.length]).toEqual([2, 5, 1]);
    expect(measuresOf([runOf({ epochs })])).not.toContain('gradientNorm');
  });

  it('are of every metric that was measured, with its validation', () => {
    const run = runOf({ epochs: [epochOf(1, 0.5, { extra: { top2Accuracy: 0.8, valTop2Accuracy: 0.7 } })] });
    expect(measuresOf([run])).toEqual(['loss', 'accuracy', 'top2Accuracy', 'samplesPerSecond']);
    const both = overlayOf(run, none(), { ...plain, measure: 'top2Accuracy', split: 'both' });
    expect(both.map(({ ys }) => ys[0])).toEqual([0.8, 0.7]);
  });
});
