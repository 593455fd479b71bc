import { z } from 'zod';
import { augmentationSchema, noAugmentation } from '../augment/schema.ts';

const share = z.number().min(0).max(1);
const decayRate = z.number().min(0).lt(1);
const factor = z.number().positive().lt(1);
const count = z.number().int().min(1).max(100_000);

/**
 * How the learning rate changes over a run. `step` and `exponential` multiply it by `factor` every so many epochs, the
 * second smoothly; `cosine` ends the run at `finalShare` of it; `plateau` multiplies it where the loss that epochs are
 * judged by has not fallen by more than `minChange` for `patience` epochs.
 */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('constant') }),
  z.object({ kind: z.literal('step'), everyEpochs: count, factor }),
  z.object({ kind: z.literal('exponential'), factor }),
  z.object({ kind: z.literal('cosine'), finalShare: share }),
  z.object({
    kind: z.literal('plateau'),
    patience: count,
    factor,
    minChange: z.number().min(0),
    minRate: z.number().min(0),
  }),
]);

/** How large gradients are cut, Keras's `clipvalue`, `clipnorm` and `global_clipnorm`. */
export const clippingKinds = ['none', 'value', 'norm', 'globalNorm'] as const;

/** What the loss of a sample counts for, by its class. `own`: in the order of the classes; those missing count 1. */
export const classWeightsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('balanced') }),
  z.object({ kind: z.literal('own'), weights: z.array(z.number().min(0).max(1e6)).max(1000) }),
]);

/** Ends a run whose judged loss has not fallen by more than `minChange` for `patience` epochs. */
export const earlyStoppingSchema = z.object({
  patience: count,
  minChange: z.number().min(0),
  /** The run's last weights are then those of its best epoch. */
  keepBest: z.boolean(),
});

/**
 * Training settings that files from before they could be chosen do not have. Their defaults are what those files were
 * trained with, and Keras's.
 */
export const trainingOptions = {
  /** Of momentum and Nesterov. */
  momentum: decayRate.default(0.9),
  /** Of RMSprop. */
  rho: decayRate.default(0.9),
  /** Of Adam and AdamW, both. */
  beta1: decayRate.default(0.9),
  beta2: decayRate.default(0.999),
  epsilon: z.number().positive().max(1).default(1e-7),
  /** Of AdamW: the share of a weight that a step at rate 1 takes away. */
  weightDecay: z.number().min(0).max(1).default(0.004),
  /** What Adagrad's sums of squares start at. */
  initialAccumulator: z.number().min(0).max(1e3).default(0.1),
  schedule: scheduleSchema.default({ kind: 'constant' }),
  /** Steps over which the rate rises from 0, before the schedule begins. */
  warmupSteps: z.number().int().min(0).max(10_000_000).default(0),
  clipping: z
    .object({ kind: z.enum(clippingKinds), limit: z.number().positive().max(1e9) })
    .default({ kind: 'none', limit: 1 }),
  /** Share of a label that is spread over all classes. */
  labelSmoothing: decayRate.default(0),
  /** Of Huber: where the error's square gives way to the error itself. */
  huberDelta: z.number().positive().max(1e6).default(1),
  /** Of the focal losses: how much less what is nearly right counts. */
  focalGamma: z.number().min(0).max(10).default(2),
  /** Of the categorical focal loss: what all of it is multiplied by. */
  focalAlpha: z.number().positive().max(1).default(0.25),
  /** Of `topKAccuracy`: among so many guesses the right one counts. */
  topK: z.number().int().min(1).max(1000).default(5),
  classWeights: classWeightsSchema.default({ kind: 'none' }),
  earlyStopping: earlyStoppingSchema.nullable().default(null),
  /** How training pictures are changed, differently in each epoch. */
  augmentation: augmentationSchema.default({ ...noAugmentation, steps: [] }),
};

export const defaultOptions = z.object(trainingOptions).parse({});

export const optionKeys = [
  'momentum',
  'rho',
  'beta1',
  'beta2',
  'epsilon',
  'weightDecay',
  'initialAccumulator',
  'schedule',
  'warmupSteps',
  'clipping',
  'labelSmoothing',
  'huberDelta',
  'focalGamma',
  'focalAlpha',
  'topK',
  'classWeights',
  'earlyStopping',
  'augmentation',
] as const satisfies readonly (keyof typeof trainingOptions)[];

export type Schedule = Readonly<z.infer<typeof scheduleSchema>>;
export type ScheduleKind = Schedule['kind'];
export type ClassWeights = Readonly<z.infer<typeof classWeightsSchema>>;
export type EarlyStopping = Readonly<z.infer<typeof earlyStoppingSchema>>;
