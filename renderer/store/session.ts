import { createStore } from 'zustand/vanilla';
import type { Figures } from '../../src/core/diagnosis/figures.ts';
import type { SettingsChange } from '../../src/core/document/run-changes.ts';
import type { BackendTiming } from '../../src/engine/choose-backend.ts';
import type { Dataset, SplitName } from '../../src/engine/data/dataset.ts';
import type { Evaluation } from '../../src/engine/inspect/evaluation.ts';
import type { BatchReport, Device, EngineFailure, LayerMaps, Prediction, Probe } from '../../src/engine/protocol.ts';
import type { CheckpointName } from './runs.ts';

/** The run in progress, if any. Finished runs live in the runs store. */
export type Session =
  | { readonly state: 'idle' }
  | { readonly state: 'preparing'; readonly runId: string }
  | {
      readonly state: 'running' | 'paused' | 'stopping';
      readonly runId: string;
      readonly device: Device;
      /** `performance.now()` when the run started. */
      readonly startedAt: number;
      readonly latest: BatchReport | null;
      /** Milliseconds spent in pauses that are over. */
      readonly pausedFor: number;
      /** `performance.now()` when the pause began; `null` while it runs. */
      readonly pausedAt: number | null;
      /** The run went on after a fault; what happened, and the step it went on from. */
      readonly notice: { readonly reason: string; readonly fromStep: number } | null;
      /** Of the devices that were tried before it began, the quickest first; empty where none was to be chosen. */
      readonly timings: readonly BackendTiming[];
      /** Kept of what a frozen base gives of each sample; `null` where none is, or not yet. */
      readonly baseBytes: number | null;
      /** The device's programs, before the first step; `null` where none is waited for. */
      readonly compiling: { readonly done: number; readonly total: number } | null;
    }
  | { readonly state: 'finished'; readonly runId: string; readonly reason: 'completed' | 'stopped' }
  | { readonly state: 'failed'; readonly runId: string; readonly failure: EngineFailure };

/** Which state of which run is evaluated, predicts and is exported. */
export interface CheckpointRef {
  readonly runId: string;
  readonly which: CheckpointName;
}

export type EvaluationState =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly checkpoint: CheckpointRef; readonly split: SplitName }
  | {
      readonly state: 'done';
      readonly checkpoint: CheckpointRef;
      /** The images that `evaluation` counts, as the run saw them. */
      readonly dataset: Dataset;
      readonly evaluation: Evaluation;
    }
  | { readonly state: 'failed'; readonly checkpoint: CheckpointRef; readonly failure: EngineFailure };

/** What the network is asked about, in its input's shape, with where it came from. */
export type PredictInput = {
  /** As the network is fed it. */
  readonly values: Float32Array;
  /** As it is shown: bytes 0…255. */
  readonly stored: ArrayLike<number>;
  /** `[height, width, channels]` */
  readonly shape: readonly [number, number, number];
} & (
  | { readonly source: 'drawing' | 'camera' }
  | { readonly source: 'file'; readonly name: string }
  | { readonly source: 'sample'; readonly split: SplitName; readonly index: number; readonly label: number | null }
);

export type PredictionState =
  | { readonly state: 'none' }
  | { readonly state: 'done'; readonly input: PredictInput; readonly prediction: Prediction }
  | { readonly state: 'failed'; readonly failure: EngineFailure };

/** A cell of the confusion matrix; mistakes are shown for it alone. */
export interface ConfusionCell {
  readonly label: number;
  readonly predicted: number;
}

export interface SessionState {
  readonly session: Session;
  /** Feature maps of the probe by node id, refreshed at most 4 times a second; kept after the run ends. */
  readonly maps: Readonly<Record<string, LayerMaps>>;
  /** What each layer did in the last watched step, by node id; kept after the run ends. */
  readonly figures: Figures;
  /** Four images whose feature maps can be watched, and the one that is. */
  readonly probes: readonly Probe[];
  readonly probe: Probe | null;
  /** `null`: the best state of the newest run that has one. */
  readonly checkpoint: CheckpointRef | null;
  /** Asked of the run in progress, and not come about yet. */
  readonly changes: SettingsChange;
  /** The next run starts from this state of another one. */
  readonly fork: { readonly runId: string; readonly epoch: number } | null;
  readonly split: SplitName;
  readonly evaluation: EvaluationState;
  readonly cell: ConfusionCell | null;
  readonly input: PredictInput | null;
  readonly prediction: PredictionState;
}

export const createSessionStore = () =>
  createStore<SessionState>(() => ({
    session: { state: 'idle' },
    maps: {},
    figures: {},
    probes: [],
    probe: null,
    checkpoint: null,
    changes: {},
    fork: null,
    split: 'test',
    evaluation: { state: 'none' },
    cell: null,
    input: null,
    prediction: { state: 'none' },
  }));

export type SessionStore = ReturnType<typeof createSessionStore>;
