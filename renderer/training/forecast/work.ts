import { scaledStep, type TimeForecast, timeForecast } from '../../../src/core/analysis/forecast.ts';
import { trainingCost } from '../../../src/core/analysis/training-cost.ts';
import type { Analysis } from '../../../src/core/analysis/types.ts';
import type { CompiledNetwork } from '../../../src/core/compile/topology.ts';
import { fingerprint, type RunForecast } from '../../../src/core/document/runs.ts';
import type { StrideDocument, TrainingSettings } from '../../../src/core/document/schema.ts';
import type { Formula } from '../../../src/core/math/formula.ts';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import type { Device } from '../../../src/engine/protocol.ts';
import { stepsOf } from '../../../src/engine/train/epoch-steps.ts';
import { compiledNetwork } from '../compiled.ts';

/** What a run would do, as far as its time depends on it. */
export interface Work {
  readonly network: CompiledNetwork;
  readonly settings: TrainingSettings;
  readonly fingerprint: string;
  /** As the engine takes it: no more than there are images. */
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  readonly validationSteps: number;
  /** FLOPs of a step; `null` where they are not known, as of a run's network that is no longer the document's. */
  readonly stepFlops: number | null;
}

/** How long a step took on a backend: in a measurement, or on the average of a run. */
export interface Calibration {
  readonly source: 'measurement' | 'run';
  readonly device: Pick<Device, 'device'> & { readonly backend: string };
  readonly secondsPerStep: number;
  /** 0 where unknown: nothing can then be scaled from it. */
  readonly stepFlops: number;
  /** Seconds that the first steps took beyond their usual time; `null` where a run was the source. */
  readonly compileSeconds: number | null;
  /** Of the work that was measured. */
  readonly key: string;
}

export interface Forecast {
  readonly basis: RunForecast['basis'];
  readonly calibration: Calibration;
  readonly secondsPerStep: number;
  readonly time: TimeForecast;
  /** How it came about, in milliseconds to three digits, which is as far as they can be trusted. */
  readonly reasons: Reasons;
}

interface Reasons extends TimeForecast {
  /** How the step time follows from the measured one; `null` where it is the measured one. */
  readonly step: Formula | null;
}

/** A run's work; `analysis` is the document's, whose FLOPs count where it is the same network. */
export function workOf(
  network: CompiledNetwork,
  settings: TrainingSettings,
  dataset: Dataset,
  { graph }: Pick<StrideDocument, 'graph'>,
  analysis: Analysis,
): Work {
  const { trained, stepsPerEpoch, validationSteps } = stepsOf(dataset, settings);
  const batchSize = Math.min(settings.batchSize, trained);
  const print = fingerprint(network);
  const present = compiledNetwork(graph, analysis);
  const known = present !== null && fingerprint(present) === print;
  const plan = { samples: trained, batchSize, epochs: settings.epochs };
  const stepFlops = known ? trainingCost(graph, analysis, plan).step.value : null;
  return { network, settings, fingerprint: print, batchSize, stepsPerEpoch, validationSteps, stepFlops };
}

/** The same for works whose steps take the same time. */
export const keyOf = ({ fingerprint: print, batchSize, settings: { optimizer, loss } }: Work): string =>
  [print, batchSize, optimizer, loss].join(' ');

/** `null` where nothing was measured that the time could follow from. */
export function forecastOf(work: Work, calibration: Calibration | undefined, epochs: number): Forecast | null {
  if (!calibration) return null;
  const basis = calibration.key === keyOf(work) ? 'measured' : 'estimated';
  const scaled = (seconds: number): Formula | null =>
    basis === 'measured' || work.stepFlops === null
      ? null
      : scaledStep({ secondsPerStep: seconds, stepFlops: calibration.stepFlops }, work.stepFlops);
  const step = scaled(calibration.secondsPerStep);
  if (basis === 'estimated' && step === null) return null;
  const secondsPerStep = step?.value ?? calibration.secondsPerStep;
  const { stepsPerEpoch, validationSteps } = work;
  const timeAt = (each: number): TimeForecast =>
    timeForecast({ secondsPerStep: each, stepsPerEpoch, validationSteps, epochs });
  const time = timeAt(secondsPerStep);
  const { epoch } = timeAt(milliseconds(secondsPerStep));
  // The run from the rounded epoch that is printed above it.
  const { run } = timeForecast({ secondsPerStep: Math.round(epoch.value), stepsPerEpoch: 1, epochs });
  const reasons = { step: scaled(milliseconds(calibration.secondsPerStep)), epoch, run };
  return { basis, calibration, secondsPerStep, time, reasons };
}

const milliseconds = (seconds: number): number => Number((seconds * 1000).toPrecision(3));
