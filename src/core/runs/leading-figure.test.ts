import { describe, expect, it } from 'vitest';
import { leadingFigure } from './leading-figure.ts';
import { epochOf, runOf } from './testing/runs.ts';

const without = { accuracy: null, valAccuracy: null } as const;

describe('the figure that tells a run', () => {
  it('is its best accuracy, whatever else it measured', () => {
    const run = runOf({ epochs: [epochOf(1, 0.75, { extra: { meanIoU: 0.9 } }), epochOf(2, 0.5)] });
    expect(leadingFigure(run)).toEqual({ name: 'accuracy', value: 0.75 });
  });

  it('is the best on held-out samples of what tasks without an accuracy measure', () => {
    const epochs = [
      { r2Score: 0.875, valR2Score: -0.5 },
      { r2Score: 0.9375, valR2Score: 0.25 },
      { r2Score: 0.96875, valR2Score: 0.125 },
    ].map((extra, i) => epochOf(i + 1, 0, { ...without, extra }));
    expect(leadingFigure(runOf({ epochs }))).toEqual({ name: 'r2Score', value: 0.25 });
  });

  it('is of the training samples where none are held out', () => {
    const epochs = [epochOf(1, 0, { ...without, valLoss: null, extra: { meanIoU: 0.5 } })];
    expect(leadingFigure(runOf({ epochs }))).toEqual({ name: 'meanIoU', value: 0.5 });
  });

  it('is the loss where nothing else was measured, and nothing before the first epoch', () => {
    const epochs = [epochOf(1, 0, { ...without, valLoss: 0.75 }), epochOf(2, 0, { ...without, valLoss: 0.625 })];
    expect(leadingFigure(runOf({ epochs }))).toEqual({ name: 'loss', value: 0.625 });
    expect(leadingFigure(runOf())).toBeNull();
  });
});
