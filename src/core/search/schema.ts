import { z } from 'zod';

/** Training settings that a search can vary. `augmentation`: as the document has it, or none. */
export const searchableSettings = [
  'learningRate',
  'batchSize',
  'optimizer',
  'weightDecay',
  'momentum',
  'labelSmoothing',
  'augmentation',
] as const;
export type SearchableSetting = (typeof searchableSettings)[number];

/** Most trials, candidates of a choice and varied fields: beyond is a typing error. */
const most = { trials: 1000, choices: 32, dimensions: 24 } as const;

const nodes = z.array(z.string().min(1)).min(1).max(1000);

/** What is varied: a field of layers, alike in all of them; a training setting; how many times layers stand in a row. */
export const targetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('field'), nodes, field: z.string().min(1) }),
  z.object({ kind: z.literal('setting'), setting: z.enum(searchableSettings) }),
  z.object({ kind: z.literal('copies'), nodes }),
]);

const ordered = <T extends { low: number; high: number }>({ low, high }: T): boolean => low <= high;
const reals = z.object({ low: z.number(), high: z.number() });
const wholes = z.object({ low: z.number().int(), high: z.number().int() });

/**
 * Where it is drawn from, evenly: reals on a logarithmic or a linear scale, whole numbers in steps, powers of 2, or one
 * of some values.
 */
export const rangeSchema = z.discriminatedUnion('kind', [
  reals.extend({ kind: z.literal('log'), low: z.number().positive() }).refine(ordered, 'low is above high'),
  reals.extend({ kind: z.literal('linear') }).refine(ordered, 'low is above high'),
  wholes.extend({ kind: z.literal('whole'), step: z.number().int().min(1) }).refine(ordered, 'low is above high'),
  wholes.extend({ kind: z.literal('powers'), low: z.number().int().min(1) }).refine(ordered, 'low is above high'),
  z.object({
    kind: z.literal('choice'),
    values: z
      .array(z.union([z.number(), z.string(), z.boolean()]))
      .min(1)
      .max(most.choices),
  }),
]);

/** One thing that a search varies. */
export const dimensionSchema = z.object({ id: z.string().min(1), target: targetSchema, range: rangeSchema });

/** What is searched, how, and how much may be spent on it. */
export const searchSchema = z.object({
  dimensions: z.array(dimensionSchema).max(most.dimensions),
  /** `halving`: all begin with few epochs, and the best of each round go on with `eta` times as many. */
  method: z.enum(['random', 'halving']),
  trials: z.number().int().min(1).max(most.trials),
  /** Of a trial that is not given up. */
  epochs: z.number().int().min(1).max(100_000),
  /** Of the first round. */
  minEpochs: z.number().int().min(1).max(100_000),
  eta: z.number().int().min(2).max(10),
  /** Further seeds that the best trial is trained with: files from before it could be asked for have none. */
  repeats: z.number().int().min(0).max(20).default(0),
  /** Limits; `null`: none. No trial begins once this many seconds have been trained. */
  seconds: z.number().positive().nullable(),
  macs: z.number().positive().nullable(),
  parameters: z.number().positive().nullable(),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});

export type SearchTarget = Readonly<z.infer<typeof targetSchema>>;
export type SearchRange = Readonly<z.infer<typeof rangeSchema>>;
export type Dimension = Readonly<z.infer<typeof dimensionSchema>>;
export type SearchSettings = Readonly<Omit<z.infer<typeof searchSchema>, 'dimensions'>> & {
  readonly dimensions: readonly Dimension[];
};

export const defaultSearch: SearchSettings = {
  dimensions: [],
  method: 'halving',
  trials: 9,
  epochs: 9,
  minEpochs: 1,
  eta: 3,
  repeats: 0,
  seconds: null,
  macs: null,
  parameters: null,
  seed: 1,
};
