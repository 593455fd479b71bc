import { describe, expect, it } from 'vitest';
import { clock, epochLine, progressLine } from './progress.ts';

describe('progress', () => {
  it('fills the bar with the steps of the epoch', () => {
    const report = {
      runId: 'r',
      epoch: 3,
      step: 70,
      stepsPerEpoch: 140,
      totalSteps: 350,
      loss: 0.12345,
      accuracy: 0.9712,
      samplesPerSecond: 1234.4,
      eta: 12.2,
      stepMilliseconds: 20,
      tensors: 40,
    };
    expect(progressLine(report, 10)).toBe(
      'Epoch 3/10 ████████████░░░░░░░░░░░░ 70/140 · loss 0.1235 · accuracy 97.1 % · 1,234 images/s · 0:12 left',
    );
  });

  it('leaves out what was not measured', () => {
    const report = {
      epoch: 1,
      loss: 2,
      accuracy: null,
      valLoss: null,
      valAccuracy: null,
      samplesPerSecond: 10,
      seconds: 3,
      extra: {},
    };
    expect(epochLine(report, 2)).toBe('Epoch 1/2 · loss 2.0000 · 10 images/s');
    expect(epochLine({ ...report, accuracy: 0.5, valLoss: 1.5, valAccuracy: 0.25 }, 2)).toBe(
      'Epoch 1/2 · loss 2.0000 · accuracy 50.0 % · validation loss 1.5000 · validation accuracy 25.0 % · 10 images/s',
    );
  });

  it.each([
    [0, '0:00'],
    [61, '1:01'],
    [3723, '1:02:03'],
    [Number.POSITIVE_INFINITY, '?'],
  ])('%d s is %s', (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });
});
