import { checkRunForecast, runForecast } from '../core/analysis/run-forecast.ts';
import type { RunForecast, RunRecord } from '../core/document/runs.ts';
import { failureOf } from '../engine/failure.ts';
import type { Engine, Measurement, TrainRequest } from '../engine/protocol.ts';
import { stepsOf } from '../engine/train/epoch-steps.ts';
import { fault } from './failure.ts';
import { count } from './table.ts';
import type { Terminal } from './terminal.ts';

/** Shorter runs are over about as soon as a measurement would be. */
const worthMeasuring = 50;

/**
 * Measures a few steps and says how long the run will take. `null` for a run too short to ask, and where the measurement
 * fails: the training itself then says why.
 * @throws CliFailure when it is interrupted.
 */
export async function forecast(
  engine: Engine,
  { network, settings, dataset, backend }: TrainRequest,
  terminal: Terminal,
): Promise<RunForecast | null> {
  const { stepsPerEpoch, validationSteps, trained } = stepsOf(dataset, settings);
  const { epochs } = settings;
  if (stepsPerEpoch * epochs <= worthMeasuring) return null;
  terminal.status('Measuring…');
  const batchSize = Math.min(settings.batchSize, trained);
  const measuring = engine.measure({ network, settings: { ...settings, batchSize }, backend });
  const unhook = terminal.onInterrupt(() => measuring.cancel());
  try {
    const measured = await measuring.result;
    const found = runForecast(
      { secondsPerStep: measured.secondsPerStep, stepsPerEpoch, validationSteps, epochs },
      'measured',
    );
    terminal.note(forecastLine(found, measured));
    return found;
  } catch (error) {
    if (failureOf(error).code === 'cancelled') throw fault('the run was stopped before it had trained anything');
    return null;
  } finally {
    unhook();
    terminal.status('');
  }
}

/** `Forecast: 12.3 s, 4.1 s an epoch; 8.20 ms a step on wasm (4 threads, SIMD), measured over 98 steps`. */
const forecastLine = ({ secondsPerStep, secondsPerEpoch, epochs }: RunForecast, { device, steps }: Measurement) =>
  [
    `Forecast: ${span(epochs * secondsPerEpoch)}, ${span(secondsPerEpoch)} an epoch`,
    `${span(secondsPerStep)} a step on ${device.backend} (${device.device}), measured over ${count(steps)} steps`,
  ].join('; ');

/** `Trained in 13.0 s; forecast 12.3 s (1.06 times that)`; `null` where no epoch was done. */
export function measuredLine(record: RunRecord): string | null {
  if (record.epochs.length === 0) return null;
  const check = checkRunForecast(record);
  const trained = `Trained in ${span(check?.measured ?? record.seconds)}`;
  if (!check || check.ratio === null) return trained;
  return `${trained}; forecast ${span(check.forecast)} (${check.ratio.toFixed(2)} times that)`;
}

/** Seconds as `8.20 ms`, `12.3 s`, `4 min 5 s`, `3 h 20 min`. */
export function span(seconds: number): string {
  if (seconds < 0.9995) return `${(seconds * 1000).toPrecision(3)} ms`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${whole % 60} s`;
}
