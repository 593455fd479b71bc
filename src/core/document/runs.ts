import { z } from 'zod';
import type { CompiledNetwork } from '../compile/topology.ts';
import { type EpochFigures, epochFiguresSchema } from '../diagnosis/figures.ts';
import { largest, smallest } from '../math/extremes.ts';
import { type RunChange, runChangeSchema } from './run-changes.ts';
import { type RunData, runDataSchema } from './run-data.ts';
import { type RunMarks, runMarks } from './run-marks.ts';
import { type TrainingSettings, trainingSchema } from './schema.ts';
import { type MetricName, metricNames } from './tasks.ts';

/** Figures of one epoch, as the engine reports them; `null` where they were not measured. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number | null;
  readonly valLoss: number | null;
  readonly valAccuracy: number | null;
  readonly samplesPerSecond: number;
  readonly seconds: number;
  readonly extra: Readonly<Record<string, number>>;
  /** Of the epoch's last step; absent in files from before it could change. */
  readonly learningRate?: number;
}

/** How well each class is told: F1 of samples, or intersection over union of pixels, both 0 to 1. */
export interface ClassScores {
  readonly measure: 'f1' | 'iou';
  readonly scores: readonly {
    readonly name: string;
    /** `null` for a class that is neither there nor said. */
    readonly score: number | null;
    /** Samples or pixels of the class. */
    readonly support: number;
  }[];
}

/** What is kept of an evaluation: enough for lists, comparisons and the start screen, not the confusion matrix. */
export interface EvaluationSummary {
  readonly split: 'train' | 'validation' | 'test';
  /** The best state, the last one, or the one after so many epochs. */
  readonly checkpoint: 'best' | 'last' | number;
  readonly count: number;
  readonly loss: number;
  /** `null` where samples are not of one class each. */
  readonly accuracy: number | null;
  /** What says most of other tasks. */
  readonly figure?: { readonly name: MetricName; readonly value: number };
  /** Absent where there are no classes, or very many, and in older files. */
  readonly classes?: ClassScores;
}

/** What was forecast of a run before it started. */
export interface RunForecast {
  readonly secondsPerStep: number;
  /** Validation included. */
  readonly secondsPerEpoch: number;
  /** Epochs that it was to do: those of the run it went on from are not among them. */
  readonly epochs: number;
  /** `measured`: this network with these settings. `estimated`: scaled by FLOPs from another. */
  readonly basis: 'measured' | 'estimated';
}

/** A run left `running` or `paused` in a file was cut off: readers show it as interrupted. */
export const runStates = ['preparing', 'running', 'paused', 'completed', 'stopped', 'interrupted', 'failed'] as const;
export type RunRecordState = (typeof runStates)[number];

/**
 * One training run: what it trained, with which settings, and what came out. Weights are kept apart (`Snapshot` of the
 * engine's protocol): in memory by checkpoint, in the project file for the best run.
 */
export interface RunRecord extends RunMarks {
  readonly id: string;
  /** Counted from 1 within the project; never reused. */
  readonly number: number;
  /** `null`: shown as "Run N". */
  readonly name: string | null;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly settings: TrainingSettings;
  /** Not known of runs from before it was kept. */
  readonly data?: RunData;
  readonly network: CompiledNetwork;
  /** Of `network`: another fingerprint of the document's compiled network means "edited since". */
  readonly fingerprint: string;
  readonly state: RunRecordState;
  readonly epochs: readonly EpochRecord[];
  /** Epoch with the lowest validation loss (training loss where nothing is held out). */
  readonly bestEpoch: number | null;
  readonly device: { readonly backend: string; readonly device: string } | null;
  /** Time spent training, pauses excluded. */
  readonly seconds: number;
  /** Absent where nothing had been measured, and in files older than forecasts. */
  readonly forecast?: RunForecast;
  /** Run that this one went on from, if any. */
  readonly parent: string | null;
  /** Epochs that the run it went on from had done by then. Absent without one, and in files from before it was kept. */
  readonly forkedAt?: number;
  readonly evaluation: EvaluationSummary | null;
  readonly failure: { readonly code: string; readonly message: string; readonly nodeId: string | null } | null;
  /** Of `settings`, while it was paused: oldest first. Absent where there were none. */
  readonly changes?: readonly RunChange[];
  /** Early stopping ended it; its last weights are those after `keptEpoch` epochs. */
  readonly endedEarly?: { readonly keptEpoch: number };
  /** What its layers did at the end of epochs; absent where nothing was watched, and in files older than that. */
  readonly figures?: readonly EpochFigures[];
}

const tensorRef = z.tuple([z.string(), z.number(), z.number()]);
const inbound = z.tuple([z.string(), z.number(), z.number(), z.record(z.string(), z.unknown())]);
const shape = z.array(z.number());

const end = z.object({ name: z.string(), nodeId: z.string(), shape });

/** `inputs` and `outputs` are not in files of version 0.1, whose networks had one of each. */
export const networkSchema: z.ZodType<CompiledNetwork> = z
  .object({
    topology: z.object({
      class_name: z.literal('Functional'),
      config: z.object({
        name: z.string(),
        layers: z.array(
          z.object({
            class_name: z.string(),
            name: z.string(),
            config: z.looseObject({ name: z.string() }),
            inbound_nodes: z.array(z.array(inbound)),
            shares_with: z.string().exactOptional(),
          }),
        ),
        input_layers: z.array(tensorRef),
        output_layers: z.array(tensorRef),
      }),
    }),
    nodeIds: z.record(z.string(), z.string()),
    inputShape: shape,
    outputShape: shape,
    outputActivation: z.string(),
    inputs: z.array(end).optional(),
    outputs: z.array(end.extend({ activation: z.string() })).optional(),
  })
  .transform(({ inputs, outputs, ...network }) => {
    const { topology, nodeIds, inputShape, outputShape, outputActivation: activation } = network;
    const named = ([name]: readonly [string, ...unknown[]]) => ({ name, nodeId: nodeIds[name] ?? name });
    const { input_layers, output_layers } = topology.config;
    return {
      ...network,
      inputs: inputs ?? input_layers.map((ref) => ({ ...named(ref), shape: inputShape })),
      outputs: outputs ?? output_layers.map((ref) => ({ ...named(ref), shape: outputShape, activation })),
    };
  });

export const epochRecordSchema: z.ZodType<EpochRecord> = z.object({
  epoch: z.number().int().min(1),
  loss: z.number(),
  accuracy: z.number().nullable(),
  valLoss: z.number().nullable(),
  valAccuracy: z.number().nullable(),
  samplesPerSecond: z.number(),
  seconds: z.number(),
  extra: z.record(z.string(), z.number()),
  learningRate: z.number().exactOptional(),
});

export const runRecordSchema: z.ZodType<RunRecord> = z.object({
  ...runMarks,
  id: z.string().min(1),
  number: z.number().int().min(1),
  name: z.string().min(1).max(200).nullable(),
  startedAt: z.string(),
  settings: trainingSchema,
  data: runDataSchema.exactOptional(),
  network: networkSchema,
  fingerprint: z.string(),
  state: z.enum(runStates),
  epochs: z.array(epochRecordSchema),
  bestEpoch: z.number().int().min(1).nullable(),
  device: z.object({ backend: z.string(), device: z.string() }).nullable(),
  seconds: z.number().min(0),
  forecast: z
    .object({
      secondsPerStep: z.number().min(0),
      secondsPerEpoch: z.number().min(0),
      epochs: z.number().int().min(1),
      basis: z.enum(['measured', 'estimated']),
    })
    .exactOptional(),
  parent: z.string().nullable(),
  forkedAt: z.number().int().min(0).exactOptional(),
  evaluation: z
    .object({
      split: z.enum(['train', 'validation', 'test']),
      checkpoint: z.union([z.enum(['best', 'last']), z.number().int().min(1)]),
      count: z.number(),
      loss: z.number(),
      accuracy: z.number().nullable(),
      figure: z.object({ name: z.enum(metricNames), value: z.number() }).exactOptional(),
      classes: z
        .object({
          measure: z.enum(['f1', 'iou']),
          scores: z.array(z.object({ name: z.string(), score: z.number().nullable(), support: z.number() })),
        })
        .exactOptional(),
    })
    .nullable(),
  failure: z.object({ code: z.string(), message: z.string(), nodeId: z.string().nullable() }).nullable(),
  changes: z.array(runChangeSchema).exactOptional(),
  endedEarly: z.object({ keptEpoch: z.number().int().min(1) }).exactOptional(),
  figures: z.array(epochFiguresSchema).exactOptional(),
});

/**
 * 16 hexadecimal digits, the same for networks with the same layers, settings and wires in whatever order they were
 * drawn. Two independent 32-bit FNV-1a style hashes: good enough to notice an edit, not a proof of identity.
 */
export function fingerprint(network: CompiledNetwork): string {
  const { layers, input_layers, output_layers } = network.topology.config;
  const sorted = [...layers].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const text = JSON.stringify([sorted, input_layers, output_layers]);
  return [0x811c9dc5, 0x9747b28c].map((seed) => hash(text, seed).toString(16).padStart(8, '0')).join('');
}

function hash(text: string, seed: number): number {
  let value = seed;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

/** Figures from 0 to 1, or below for a bad regression, that grow as a network gets better, the most telling first. */
const scores: readonly MetricName[] = ['accuracy', 'meanIoU', 'f1Score', 'r2Score', 'auc', 'topKAccuracy', 'recall'];

/** What a run is judged by at a glance; `null` where only its loss is known. */
export const scoreName = ({ settings: { metrics } }: Pick<RunRecord, 'settings'>): MetricName | null =>
  scores.find((name) => metrics.includes(name)) ?? null;

/** Of the training samples. */
export const scoreOf = (epoch: EpochRecord, name: MetricName | null): number | null =>
  name === null || name === 'accuracy' ? epoch.accuracy : (epoch.extra[name] ?? null);

/** Of the validation samples. */
export const validationScore = (epoch: EpochRecord, name: MetricName | null): number | null =>
  name === null || name === 'accuracy'
    ? epoch.valAccuracy
    : (epoch.extra[`val${name.charAt(0).toUpperCase()}${name.slice(1)}`] ?? null);

/** Of the validation samples where there are any, else of the training samples. */
export const heldScore = (epoch: EpochRecord, name: MetricName | null): number | null =>
  validationScore(epoch, name) ?? scoreOf(epoch, name);

/** Highest accuracy of the validation samples, or of the training samples where none were held out. */
export function bestAccuracy({ epochs }: Pick<RunRecord, 'epochs'>): number | null {
  const reached = epochs.flatMap((epoch) => heldScore(epoch, 'accuracy') ?? []);
  return reached.length === 0 ? null : largest(reached);
}

/** Highest of what the run is judged by, on the same samples. */
export function bestScore(run: RunRecord): number | null {
  const name = scoreName(run);
  const reached = run.epochs.flatMap((epoch) => heldScore(epoch, name) ?? []);
  return reached.length === 0 ? null : largest(reached);
}

/** Lowest loss that decides which run is best, on the same figures as `bestAccuracy`. */
export function bestLoss(run: RunRecord): number | null {
  const reached = run.epochs.map((epoch) => epoch.valLoss ?? epoch.loss).filter(Number.isFinite);
  return reached.length === 0 ? null : smallest(reached);
}

/** Highest accuracy, then lowest loss, then the older one; `null` when no run finished an epoch. */
export function bestRun(runs: readonly RunRecord[]): RunRecord | null {
  let best: RunRecord | null = null;
  for (const run of runs) {
    if (bestLoss(run) !== null && (best === null || isBetter(run, best))) best = run;
  }
  return best;
}

function isBetter(run: RunRecord, than: RunRecord): boolean {
  const gain = (bestScore(run) ?? Number.NEGATIVE_INFINITY) - (bestScore(than) ?? Number.NEGATIVE_INFINITY);
  // Neither has one: infinities leave no number.
  if (gain !== 0 && !Number.isNaN(gain)) return gain > 0;
  return (bestLoss(run) ?? Number.POSITIVE_INFINITY) < (bestLoss(than) ?? Number.POSITIVE_INFINITY);
}
