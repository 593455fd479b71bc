import { describe, expect, it } from 'vitest';
import {
  achievedFlops,
  checkForecast,
  scaledStep,
  secondsPerStep,
  stepOfEpochs,
  stepsPerEpoch,
  timeForecast,
} from './forecast.ts';

describe('forecast', () => {
  it('counts the smaller last batch of an epoch', () => {
    expect(stepsPerEpoch(60_000, 32).value).toBe(1875);
    expect(stepsPerEpoch(60_001, 32).value).toBe(1876);
  });

  it('goes from a step to an epoch to the run', () => {
    const { epoch, run } = timeForecast({ secondsPerStep: 0.02, stepsPerEpoch: 1875, epochs: 10 });
    expect(epoch.value).toBeCloseTo(37.5, 9);
    expect(run.value).toBeCloseTo(375, 9);
  });

  it('counts a validation batch as a third of a step', () => {
    const plan = { secondsPerStep: 0.1, stepsPerEpoch: 100, validationSteps: 30, epochs: 2 };
    expect(timeForecast(plan).epoch.value).toBeCloseTo(11, 9);
    expect(timeForecast(plan).run.value).toBeCloseTo(22, 9);
  });

  it('learns the step from epochs, the compiling first one left out', () => {
    const plan = { stepsPerEpoch: 100, validationSteps: 30 };
    expect(stepOfEpochs([50, 11, 22, 11], plan)).toBeCloseTo(0.1, 9);
    expect(stepOfEpochs([22], plan)).toBeCloseTo(0.2, 9);
    expect(stepOfEpochs([], plan)).toBeNull();
  });

  it('takes the median of the steps after the first', () => {
    expect(secondsPerStep([9, 1, 3, 2])).toBe(2);
    expect(secondsPerStep([9, 1, 2, 3, 50])).toBe(2.5);
    expect(secondsPerStep([1, 3], 0)).toBe(2);
    expect(secondsPerStep([9])).toBeNull();
  });

  it('scales with the work of a step', () => {
    expect(scaledStep({ secondsPerStep: 0.5, stepFlops: 1e9 }, 3e9)?.value).toBeCloseTo(1.5, 12);
    expect(scaledStep({ secondsPerStep: 0.5, stepFlops: 0 }, 3e9)).toBeNull();
    expect(achievedFlops(1e9, 0.5)?.value).toBe(2e9);
    expect(achievedFlops(1e9, 0)).toBeNull();
  });

  it('is held against what came of it', () => {
    expect(checkForecast(10, 12)).toEqual({ forecast: 10, measured: 12, ratio: 1.2 });
    expect(checkForecast(0, 12).ratio).toBeNull();
  });
});
