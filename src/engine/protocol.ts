import type { CompiledNetwork } from '../core/compile/topology.ts';
import type { SettingsChange } from '../core/document/run-changes.ts';
import type { TrainingSettings } from '../core/document/schema.ts';
import type { BackendTiming } from './choose-backend.ts';
import type { Dataset, SplitName } from './data/dataset.ts';
import type { Evaluation } from './inspect/evaluation.ts';
import type { LiveWeights } from './look/live-weights.ts';
import type { Look, LookEvent, LookRequests } from './look/protocol.ts';
import type { FindRateHandle, FindRateRequest, RateFinding } from './train/find-rate-messages.ts';
import type { FiguresEvent } from './watch/event.ts';
import type { WatchSchedule } from './watch/schedule.ts';

export type BackendName = 'webgl' | 'webgpu' | 'wasm' | 'cpu';

/** A backend as it starts on this machine. `device` is the driver's own name, or e.g. `4 threads, SIMD`. */
export interface Device {
  readonly backend: BackendName;
  readonly device: string;
  /** WebGL or WebGPU drawn by the processor (SwiftShader, llvmpipe…): works, but WASM is faster. */
  readonly software: boolean;
}

export interface BackendReport {
  /** In order of preference; the first is what `auto` takes. */
  readonly usable: readonly Device[];
  readonly refused: readonly { readonly backend: BackendName; readonly reason: string }[];
}

/** One weight tensor in Keras's order and name: `conv2d/kernel`. */
export interface NamedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** All that is needed to go on with a run as if nothing had happened. */
export interface Snapshot {
  readonly step: number;
  readonly epoch: number;
  readonly weights: readonly NamedWeight[];
  /** The optimizer's slots, in its own order. */
  readonly optimizer: readonly NamedWeight[];
  /** Seeded generators' states: shuffling, dropout. */
  readonly random: readonly number[];
  readonly history: readonly EpochReport[];
  /** Present when taken within an epoch: steps done of it, and its sums so far (loss, then the metrics asked for). */
  readonly partial?: {
    readonly stepInEpoch: number;
    readonly sums: readonly number[];
    readonly samples: number;
    readonly seconds: number;
    /** Of the epoch's steps; absent in files from before it could change. */
    readonly batchSize?: number;
  };
}

export interface TrainRequest {
  readonly runId: string;
  readonly network: CompiledNetwork;
  readonly settings: TrainingSettings;
  readonly dataset: Dataset;
  readonly backend: BackendName | 'auto';
  /** Start from these: resuming a run, or training further. */
  readonly snapshot?: Snapshot;
  /** Weights that are not drawn but start as these, of some of the layers; a snapshot has all. */
  readonly initial?: readonly NamedWeight[];
  /** Epochs that had been done before this run, by which it does not judge when to end early; the snapshot's where left out. */
  readonly since?: number;
  /** Ends after so many epochs of those that `settings` ask for, which schedules go by all the same. */
  readonly until?: number;
  /** Begin paused, as a run that was paused when its worker died comes back. */
  readonly paused?: boolean;
  /** Image whose feature maps are painted on the nodes; index in `split`. `null` turns them off. */
  readonly probe: Probe | null;
  /** When layers are measured; now and then where left out. */
  readonly watch?: WatchSchedule;
}

export interface Probe {
  readonly split: SplitName;
  readonly index: number;
}

export interface BatchReport {
  readonly runId: string;
  /** Counted from 1. */
  readonly epoch: number;
  /** Steps done in this epoch, of `stepsPerEpoch`. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** Steps done since the run began. */
  readonly totalSteps: number;
  /** Mean over the batches since the last report. */
  readonly loss: number;
  readonly accuracy: number | null;
  readonly samplesPerSecond: number;
  /** Seconds left at the current speed. */
  readonly eta: number;
  readonly stepMilliseconds: number;
  readonly tensors: number;
  /** Of the last step done. */
  readonly learningRate?: number;
}

export interface EpochReport {
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number | null;
  readonly valLoss: number | null;
  readonly valAccuracy: number | null;
  readonly samplesPerSecond: number;
  readonly seconds: number;
  /** `top2Accuracy`, `meanAbsoluteError`… and their `val` twins, where asked for. */
  readonly extra: Readonly<Record<string, number>>;
  /** Of the epoch's last step; not known of runs from before it could change. */
  readonly learningRate?: number;
}

/** Feature maps of the probe at one layer, scaled to bytes per map; at most `maps.length` = 4 of `channels`. */
export interface LayerMaps {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** For vectors (Dense, Flatten) `height` is 1 and there is one map of `width` values, subsampled to at most 64. */
  readonly maps: readonly Uint8Array[];
  readonly min: number;
  readonly max: number;
}

export type EngineEvent =
  | { readonly type: 'started'; readonly runId: string; readonly device: Device; readonly weights: number }
  /** Programs of the device that are compiled, before the first step. */
  | { readonly type: 'compiling'; readonly runId: string; readonly done: number; readonly total: number }
  /** What the frozen base gives of each sample is known from now on, in so many bytes: it is not run again. */
  | { readonly type: 'baseKept'; readonly runId: string; readonly bytes: number }
  /** `auto` was measured: the quickest first, which the run starts on. */
  | { readonly type: 'chosen'; readonly runId: string; readonly timings: readonly BackendTiming[] }
  | { readonly type: 'batch'; readonly report: BatchReport }
  | { readonly type: 'epoch'; readonly runId: string; readonly report: EpochReport }
  | { readonly type: 'state'; readonly runId: string; readonly state: 'running' | 'paused' }
  /** What `change` asked for counts from the next step on; `epoch` is how many are done, as a fraction. */
  | {
      readonly type: 'changed';
      readonly runId: string;
      readonly step: number;
      readonly epoch: number;
      readonly settings: SettingsChange;
    }
  | {
      readonly type: 'maps';
      readonly runId: string;
      readonly step: number;
      readonly layers: Readonly<Record<string, LayerMaps>>;
    }
  | FiguresEvent
  | { readonly type: 'snapshot'; readonly runId: string; readonly snapshot: Snapshot; readonly best: boolean }
  /** A worker or context died and the run goes on from its last snapshot. */
  | {
      readonly type: 'recovered';
      readonly runId: string;
      readonly reason: string;
      readonly fromStep: number;
      readonly device: Device;
    }
  | { readonly type: 'finished'; readonly runId: string; readonly outcome: RunOutcome };

/** How much of a profile or of a range test is done, 0 to 1. */
export interface ProfileEvent {
  readonly type: 'profiling';
  readonly done: number;
}

/** What a worker tells without being asked. */
export type WorkerEvent = EngineEvent | ProfileEvent | LookEvent;

export interface RunOutcome {
  readonly reason: 'completed' | 'stopped' | 'failed';
  readonly failure?: EngineFailure;
  /** Early stopping ended it: `last` is the state after `keptEpoch` epochs, the best ones where that was asked for. */
  readonly endedEarly?: { readonly keptEpoch: number };
  /** Last good state; best by validation loss where there is validation data, else by training loss. */
  readonly last: Snapshot | null;
  readonly best: Snapshot | null;
  /** Tensors alive after the run, less those before it: 0 unless something leaked. */
  readonly leakedTensors: number;
}

export type EngineErrorCode =
  | 'no-backend'
  | 'unsupported-layer'
  | 'output-mismatch'
  | 'data-mismatch'
  | 'out-of-memory'
  | 'diverged'
  | 'device-lost'
  | 'worker-died'
  /** Refused for now: a run, or another measurement, has the device. */
  | 'busy'
  /** Taken back by whoever asked. */
  | 'cancelled'
  | 'internal';

export interface EngineFailure {
  readonly code: EngineErrorCode;
  readonly message: string;
  readonly nodeId?: string;
}

export interface EvaluateRequest {
  readonly network: CompiledNetwork;
  readonly weights: readonly NamedWeight[];
  readonly dataset: Dataset;
  readonly split: SplitName;
  readonly batchSize: number;
  readonly loss: TrainingSettings['loss'];
  /** Of a loss that has numbers; Keras's where left out. */
  readonly lossOptions?: Pick<TrainingSettings, 'huberDelta' | 'focalGamma' | 'focalAlpha'>;
  readonly backend: BackendName | 'auto';
}

export interface PredictRequest {
  readonly network: CompiledNetwork;
  readonly weights: readonly NamedWeight[];
  /** Values 0…1, channels last, images one after the other. */
  readonly images: Float32Array;
  readonly count: number;
  readonly backend: BackendName | 'auto';
  /** Also return the feature maps of the first image. */
  readonly withMaps: boolean;
}

export interface Prediction {
  /** The output of each image; a single sigmoid's as the probabilities of two classes. */
  readonly probabilities: readonly Float32Array[];
  readonly layers: Readonly<Record<string, LayerMaps>>;
  readonly milliseconds: number;
  readonly device: Device;
}

/** A network to be timed as it would train, on images and labels made up for it. */
export interface MeasureRequest {
  readonly network: CompiledNetwork;
  readonly settings: Pick<TrainingSettings, 'loss' | 'optimizer' | 'learningRate' | 'metrics' | 'batchSize' | 'seed'> &
    Partial<TrainingSettings>;
  readonly backend: BackendName | 'auto';
  /** Of timed steps; a second where left out. */
  readonly milliseconds?: number;
}

/** What a few steps of training took on this machine. */
export interface Measurement {
  readonly device: Device;
  readonly batchSize: number;
  /** Steps that were timed, the warm-up left out. */
  readonly steps: number;
  /** Median. */
  readonly secondsPerStep: number;
  /** What the first steps took beyond that: compiling shaders, filling caches. Paid once a run. */
  readonly compileSeconds: number;
  /** Most that the backend took from the device; `null` where it does not say. */
  readonly peakBytes: number | null;
}

export interface MeasureHandle {
  /** Rejects with an `EngineError`: `busy`, `cancelled`, `out-of-memory`, or what kept the network from training. */
  readonly result: Promise<Measurement>;
  cancel(): void;
}

/** A network whose layers are to be timed one by one, on weights and inputs made up for it. */
export interface ProfileRequest {
  readonly network: CompiledNetwork;
  readonly batchSize: number;
  readonly backend: BackendName | 'auto';
}

/** What each layer's forward pass, as in prediction, took on this machine. Medians over `repetitions`. */
export interface Profile {
  readonly device: Device;
  readonly batchSize: number;
  /** Passes through the network in which each layer was timed, the warm-up left out. */
  readonly repetitions: number;
  /**
   * How a layer's end was known. `synchronous`: the call returns when it is computed. `read`: it was computed some times
   * in a row, then one value of the last was read back from the graphics device, which is in its time.
   */
  readonly clock: 'synchronous' | 'read';
  /** Milliseconds a batch by node id, inputs left out; each call of shared weights is a node of its own. */
  readonly layers: Readonly<Record<string, number>>;
  /**
   * The same of each layer's gradient alone, for those through which training goes back; `null` where it could not be told
   * from the forward pass (`read`), or where one pass takes so long that it was not asked for.
   */
  readonly backward: Readonly<Record<string, number>> | null;
  /** The network run as a whole in the same repetitions, milliseconds a batch. */
  readonly wholeMilliseconds: number;
}

export interface ProfileHandle {
  /** Rejects with an `EngineError`: `busy`, `cancelled`, `out-of-memory`, or what kept the network from running. */
  readonly result: Promise<Profile>;
  cancel(): void;
}

/** Requests a worker answers. Everything crosses by structured clone; buffers are transferred, tensors never cross. */
export interface EngineRequests extends LookRequests {
  backends: { params: Record<never, never>; result: BackendReport };
  train: { params: TrainRequest; result: null };
  pause: { params: { runId: string }; result: null };
  resume: { params: { runId: string }; result: null };
  /** One batch, then paused again. */
  step: { params: { runId: string }; result: null };
  stop: { params: { runId: string }; result: null };
  probe: { params: { runId: string; probe: Probe | null }; result: null };
  watch: { params: { runId: string; schedule: WatchSchedule }; result: null };
  /** Counts from the next step on, a batch size from the next epoch on. */
  change: { params: { runId: string; settings: SettingsChange }; result: null };
  weights: { params: { runId: string }; result: LiveWeights | null };
  evaluate: { params: EvaluateRequest; result: Evaluation };
  predict: { params: PredictRequest; result: Prediction };
  measure: { params: MeasureRequest; result: Measurement };
  findRate: { params: FindRateRequest; result: RateFinding };
  profile: { params: ProfileRequest; result: Profile };
  /** Of a profile and of a range test too. */
  cancelMeasure: { params: Record<never, never>; result: null };
}

export type EngineChannel = keyof EngineRequests;

export type Envelope =
  | { readonly kind: 'request'; readonly id: number; readonly channel: EngineChannel; readonly params: unknown }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: EngineFailure }
  | { readonly kind: 'event'; readonly event: WorkerEvent };

/** The engine as the app and the command line see it: it owns the workers, one per run, and replaces those that die. */
export interface Engine {
  backends(): Promise<BackendReport>;
  /** Starts a run; events go to `onEvent` until `finished`, after which the run's worker is gone. */
  train(request: TrainRequest, onEvent: (event: EngineEvent) => void): RunHandle;
  evaluate(request: EvaluateRequest): Promise<Evaluation>;
  predict(request: PredictRequest): Promise<Prediction>;
  /** Looks into networks, one at a time, in a worker of its own that goes when it is closed. */
  look(): Look;
  /** Times a few steps, about a second of them. One at a time, none during a run; a run that starts cancels it. */
  measure(request: MeasureRequest): MeasureHandle;
  /** Times each layer; `onProgress` is told how much of it is done, 0 to 1. Shares the device's turn with `measure`. */
  profile(request: ProfileRequest, onProgress?: (done: number) => void): ProfileHandle;
  /** Finds learning rates by a range test; `onProgress` as above. Shares the device's turn with `measure`. */
  findRate(request: FindRateRequest, onProgress?: (done: number) => void): FindRateHandle;
  destroy(): void;
}

export interface RunHandle {
  readonly runId: string;
  pause(): Promise<void>;
  resume(): Promise<void>;
  step(): Promise<void>;
  stop(): Promise<void>;
  setProbe(probe: Probe | null): Promise<void>;
  setWatch(schedule: WatchSchedule): Promise<void>;
  /** Rejects with an `EngineError` where the run cannot go on so, and changes nothing then. */
  change(settings: SettingsChange): Promise<void>;
  /** As they are after the step at hand; `null` where the run is over first. */
  weights(): Promise<LiveWeights | null>;
}
