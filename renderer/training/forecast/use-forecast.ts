import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import type { Device, EngineFailure } from '../../../src/engine/protocol.ts';
import { useAnalysis, useApp, useDocument, useUi } from '../../app.ts';
import { chosenDevice } from '../../store/ui.ts';
import { compiledNetwork } from '../compiled.ts';
import { useActiveRunId } from '../use-runs.ts';
import { type Forecast, forecastOf, keyOf, type Work, workOf } from './work.ts';

/** What the present document would do if it were trained; `null` while it cannot be. */
export function useWork(dataset: Dataset | null): Work | null {
  const document = useDocument((state) => state.document);
  const analysis = useAnalysis((state) => state.analysis);
  return useMemo(() => {
    const network = dataset && compiledNetwork(document.graph, analysis);
    return dataset && network && workOf(network, document.training, dataset, document, analysis);
  }, [document, analysis, dataset]);
}

export interface ShownForecast {
  /** Where the next run will compute. */
  readonly device: Device | null;
  readonly forecast: Forecast | null;
  readonly measuring: boolean;
  readonly failure: EngineFailure | null;
}

export function useForecast(work: Work | null): ShownForecast {
  const { forecaster } = useApp().training;
  const device = useUi((state) => chosenDevice(state.backends, state.backend));
  const calibration = useStore(forecaster, ({ calibrations }) => calibrations[device?.backend ?? '']);
  const measuring = useStore(forecaster, (state) => state.measuring);
  const failed = useStore(forecaster, (state) => state.failed);
  const forecast = useMemo(() => work && forecastOf(work, calibration, work.settings.epochs), [work, calibration]);
  const failure = failed && work && failed.key === keyOf(work) ? failed.failure : null;
  return { device, forecast, measuring, failure };
}

/** Settings still change when a screen opens, and whoever only passes through is spared the work. */
const restBeforeMeasuring = 800;

/** Once for each time a screen opens: measures the work by itself, if it is small and `ready`. */
export function useMeasuredUnasked(work: Work | null, device: Device | null, ready: boolean): void {
  const { forecaster } = useApp().training;
  const active = useActiveRunId() !== null;
  const done = useRef(false);
  useEffect(() => {
    if (!work || !device || !ready || active || done.current) return;
    const timer = setTimeout(() => {
      done.current = true;
      void forecaster.measureUnasked(work, device);
    }, restBeforeMeasuring);
    return () => clearTimeout(timer);
  }, [forecaster, work, device, ready, active]);
}
