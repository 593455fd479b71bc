import { createStore } from 'zustand/vanilla';
import { stepOfEpochs } from '../../../src/core/analysis/forecast.ts';
import { ownEpochSeconds, runForecast } from '../../../src/core/analysis/run-forecast.ts';
import type { RunForecast, RunRecord } from '../../../src/core/document/runs.ts';
import { failureOf } from '../../../src/engine/failure.ts';
import type { BackendName, Device, Engine, EngineFailure, MeasureHandle } from '../../../src/engine/protocol.ts';
import { type Calibration, forecastOf, keyOf, type Work } from './work.ts';

export interface ForecasterState {
  readonly measuring: boolean;
  /** Why the last measurement failed, and of which work it was. */
  readonly failed: { readonly key: string; readonly failure: EngineFailure } | null;
  /** The newest of each backend. */
  readonly calibrations: Readonly<Record<string, Calibration>>;
}

/** Work that is measured without being asked: FLOPs of a step where nothing is known yet, else its forecast seconds. */
const smallFlops = 1e9;
const smallSeconds = 0.25;

interface Parts {
  readonly engine: Engine;
  readonly backend: () => BackendName | 'auto';
}

/** Learns how long steps take on this machine, from short measurements and from runs, and forecasts from it. */
export function createForecaster({ engine, backend }: Parts) {
  const store = createStore<ForecasterState>(() => ({ measuring: false, failed: null, calibrations: {} }));
  let handle: MeasureHandle | null = null;

  const keep = (calibration: Calibration) =>
    store.setState(({ calibrations }) => ({
      calibrations: { ...calibrations, [calibration.device.backend]: calibration },
    }));

  /** Times a few steps of `work`; while one is being timed, nothing. */
  async function measure(work: Work): Promise<void> {
    if (handle) return;
    const { network, settings, batchSize } = work;
    const mine = engine.measure({ network, settings: { ...settings, batchSize }, backend: backend() });
    handle = mine;
    store.setState({ measuring: true, failed: null });
    try {
      const { device, secondsPerStep, compileSeconds } = await mine.result;
      const { stepFlops } = work;
      const key = keyOf(work);
      keep({ source: 'measurement', device, secondsPerStep, compileSeconds, stepFlops: stepFlops ?? 0, key });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== 'cancelled') store.setState({ failed: { key: keyOf(work), failure } });
    } finally {
      handle = null;
      store.setState({ measuring: false });
    }
  }

  /** Whether timing `work` on `device` would hardly be noticed. */
  function isSmall(work: Work, device: Device): boolean {
    const known = forecastOf(work, store.getState().calibrations[device.backend], 1);
    if (device.software || work.stepFlops === null) return false;
    return known ? known.secondsPerStep <= smallSeconds : work.stepFlops <= smallFlops;
  }

  return {
    ...store,
    measure,
    /** Measures small work that has not been: what a screen does by itself when it opens. */
    measureUnasked: async (work: Work, device: Device): Promise<void> => {
      const { calibrations, failed } = store.getState();
      const key = keyOf(work);
      if (calibrations[device.backend]?.key === key || failed?.key === key || !isSmall(work, device)) return;
      await measure(work);
    },
    cancel: () => handle?.cancel(),
    /** Cancels too, and resolves when the device is free. */
    giveWay: async (): Promise<void> => {
      const open = handle;
      open?.cancel();
      await open?.result.catch(() => undefined);
    },
    /** The forecast that a run keeps; `device` is where it will compute, as far as is known. */
    ofRun: (work: Work, device: Device | null, epochs: number): RunForecast | null => {
      const found = device && forecastOf(work, store.getState().calibrations[device.backend], epochs);
      return found && runForecast({ ...work, secondsPerStep: found.secondsPerStep, epochs }, found.basis);
    },
    /** A run is over: what it took is what the next one is forecast from. `planned`: epochs that it was to do. */
    learn: (work: Work, run: RunRecord, planned: number): void => {
      const secondsPerStep = stepOfEpochs(ownEpochSeconds(run, planned), work);
      if (secondsPerStep === null || run.device === null) return;
      const { device } = run;
      const stepFlops = work.stepFlops ?? 0;
      keep({ source: 'run', device, secondsPerStep, compileSeconds: null, stepFlops, key: keyOf(work) });
    },
  };
}
