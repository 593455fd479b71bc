import { z } from 'zod';
import { type TrainingSettings, trainingSchema } from './schema.ts';
import { trainingOptions as options } from './training-options.ts';

/**
 * Settings that a run in progress can take. The others decide what is computed rather than how far a step goes: figures
 * before and after would not be of one thing (loss, metrics, images, seed), or the optimizer's state would not fit.
 */
export const changeableKeys = [
  'learningRate',
  'schedule',
  'warmupSteps',
  'momentum',
  'rho',
  'beta1',
  'beta2',
  'epsilon',
  'weightDecay',
  'clipping',
  'classWeights',
  'earlyStopping',
  'epochs',
  'batchSize',
] as const satisfies readonly (keyof TrainingSettings)[];

export type ChangeableKey = (typeof changeableKeys)[number];
export type ChangeableSettings = Pick<TrainingSettings, ChangeableKey>;
export type SettingsChange = Partial<ChangeableSettings>;

/** What was changed in a run while it was paused; it counts from the step after `step`. */
export interface RunChange {
  /** Steps done before. */
  readonly step: number;
  /** Epochs done before, as a fraction: where it stands on charts. */
  readonly epoch: number;
  readonly from: SettingsChange;
  readonly to: SettingsChange;
}

const { learningRate, epochs, batchSize } = trainingSchema.shape;

/** Unwrapped: a default would put in what was not changed. */
const settingsChangeSchema: z.ZodType<SettingsChange> = z.object({
  learningRate: learningRate.exactOptional(),
  schedule: options.schedule.unwrap().exactOptional(),
  warmupSteps: options.warmupSteps.unwrap().exactOptional(),
  momentum: options.momentum.unwrap().exactOptional(),
  rho: options.rho.unwrap().exactOptional(),
  beta1: options.beta1.unwrap().exactOptional(),
  beta2: options.beta2.unwrap().exactOptional(),
  epsilon: options.epsilon.unwrap().exactOptional(),
  weightDecay: options.weightDecay.unwrap().exactOptional(),
  clipping: options.clipping.unwrap().exactOptional(),
  classWeights: options.classWeights.unwrap().exactOptional(),
  earlyStopping: options.earlyStopping.unwrap().exactOptional(),
  epochs: epochs.exactOptional(),
  batchSize: batchSize.exactOptional(),
});

export const runChangeSchema: z.ZodType<RunChange> = z.object({
  step: z.number().int().min(0),
  epoch: z.number().min(0),
  from: settingsChangeSchema,
  to: settingsChangeSchema,
});

/** The settings among `keys` that differ, as `of` has them. */
export function differing(
  of: TrainingSettings,
  other: TrainingSettings,
  keys: readonly ChangeableKey[] = changeableKeys,
): SettingsChange {
  const changed = keys.filter((key) => JSON.stringify(of[key]) !== JSON.stringify(other[key]));
  return pick(of, changed);
}

/** @returns `keys` of `settings` alone. */
export function pick(settings: TrainingSettings, keys: readonly ChangeableKey[]): SettingsChange {
  const picked: SettingsChange = {};
  for (const key of keys) Object.assign(picked, { [key]: settings[key] });
  return picked;
}

export const isChangeable = (key: string): key is ChangeableKey => changeableKeys.some((known) => known === key);

/** The settings that a run began with: those at its end, with its changes taken back. */
export function settingsAtStart(run: {
  readonly settings: TrainingSettings;
  readonly changes?: readonly RunChange[];
}): TrainingSettings {
  let settings = run.settings;
  for (const { from } of [...(run.changes ?? [])].reverse()) settings = { ...settings, ...from };
  return settings;
}
