import type { RunForecast, RunRecord } from '../document/runs.ts';
import { checkForecast, type ForecastCheck, type ForecastPlan, timeForecast } from './forecast.ts';

/** The forecast that a run keeps. */
export const runForecast = (plan: ForecastPlan, basis: RunForecast['basis']): RunForecast => ({
  secondsPerStep: plan.secondsPerStep,
  secondsPerEpoch: timeForecast(plan).epoch.value,
  epochs: plan.epochs,
  basis,
});

/** Seconds of each epoch that the run itself did, without those of the run it went on from. */
export const ownEpochSeconds = ({ epochs, settings }: RunRecord, planned: number): readonly number[] =>
  epochs.filter(({ epoch }) => epoch > settings.epochs - planned).map(({ seconds }) => seconds);

/**
 * Forecast and measured time of the epochs that the run has done: a run that was stopped is held against what was forecast
 * of as many epochs. `null` without a forecast or an epoch.
 */
export function checkRunForecast(run: RunRecord): ForecastCheck | null {
  const { forecast } = run;
  if (!forecast) return null;
  const done = ownEpochSeconds(run, forecast.epochs);
  if (done.length === 0) return null;
  return checkForecast(
    done.length * forecast.secondsPerEpoch,
    done.reduce((sum, seconds) => sum + seconds, 0),
  );
}
