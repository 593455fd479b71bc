import { describe, expect, it } from 'vitest';
import { type RunRecord, runRecordSchema } from '../document/runs.ts';
import { defaultTraining } from '../document/schema.ts';
import { checkRunForecast, ownEpochSeconds, runForecast } from './run-forecast.ts';

const network: RunRecord['network'] = {
  topology: { class_name: 'Functional', config: { name: 'empty', layers: [], input_layers: [], output_layers: [] } },
  nodeIds: {},
  inputs: [],
  outputs: [],
  inputShape: [28, 28, 1],
  outputShape: [10],
  outputActivation: 'softmax',
};

const runOf = (seconds: readonly number[], changes: Partial<RunRecord> = {}): RunRecord => ({
  id: 'run',
  number: 1,
  name: null,
  startedAt: '2026-11-22T10:00:00.000Z',
  settings: { ...defaultTraining, epochs: 4 },
  network,
  fingerprint: '0',
  state: 'stopped',
  epochs: seconds.map((each, i) => ({
    epoch: i + 1,
    loss: 1,
    accuracy: null,
    valLoss: null,
    valAccuracy: null,
    samplesPerSecond: 1,
    seconds: each,
    extra: {},
  })),
  bestEpoch: null,
  device: null,
  seconds: 0,
  parent: null,
  evaluation: null,
  failure: null,
  ...changes,
});

// 10 steps and 6 of validation, each worth a third: 12 × 0.5 s.
const forecast = (epochs: number) =>
  runForecast({ secondsPerStep: 0.5, stepsPerEpoch: 10, validationSteps: 6, epochs }, 'measured');

describe('a run’s forecast', () => {
  it('is held against the epochs that were done', () => {
    expect(forecast(4).secondsPerEpoch).toBeCloseTo(6, 9);
    const check = checkRunForecast(runOf([8, 7], { forecast: forecast(4) }));
    expect(check?.forecast).toBeCloseTo(12, 9);
    expect(check?.measured).toBe(15);
    expect(check?.ratio).toBeCloseTo(1.25, 9);
  });

  it('leaves out the epochs of the run that it went on from', () => {
    const further = runOf([100, 100, 7, 5], { forecast: forecast(2), parent: 'other' });
    expect(ownEpochSeconds(further, 2)).toEqual([7, 5]);
    expect(checkRunForecast(further)).toMatchObject({ measured: 12, ratio: 1 });
  });

  it('says nothing without a forecast, or before an epoch is over', () => {
    expect(checkRunForecast(runOf([8]))).toBeNull();
    expect(checkRunForecast(runOf([], { forecast: forecast(4) }))).toBeNull();
  });

  it('is kept in the run’s record, and need not be in it', () => {
    const kept = runOf([8], { forecast: forecast(4) });
    expect(runRecordSchema.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    expect(runRecordSchema.parse(JSON.parse(JSON.stringify(runOf([8]))))).toEqual(runOf([8]));
    expect(runRecordSchema.safeParse({ ...kept, forecast: { secondsPerStep: -1 } }).success).toBe(false);
  });
});
