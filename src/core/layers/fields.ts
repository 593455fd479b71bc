import { z } from 'zod';
import { type Initializer, initializerSchema } from './initializers.ts';
import { activationNames, paddingNames } from './names.ts';
import { constraintSchema, regularizerSchema } from './penalties.ts';

/** Which control the inspector draws for a parameter. */
export const controls = [
  'int',
  'optionalInt',
  'number',
  'optionalNumber',
  'pair',
  'triple',
  'choice',
  'toggle',
  'text',
  'shape',
  'optionalShape',
  'axes',
  'padding2',
  'padding4',
  'padding6',
  'initializer',
  'regularizer',
  'constraint',
  'layer',
  'json',
] as const;
export type Control = (typeof controls)[number];

const metaSchema = z.object({
  label: z.string(),
  description: z.string(),
  control: z.enum(controls),
  choices: z.array(z.string()).readonly().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  symbol: z.string().optional(),
  advanced: z.boolean().optional(),
});
type FieldMeta = z.infer<typeof metaSchema>;

/** One line of the inspector's form, read from the parameter's schema. */
export interface FieldSpec {
  readonly key: string;
  readonly label: string;
  readonly help: string;
  readonly control: Control;
  /** Values of a `choice`. */
  readonly choices?: readonly string[];
  /** Least and greatest value of each number, where there is one. */
  readonly min?: number;
  readonly max?: number;
  /** How formulas write this parameter: `C_out`. */
  readonly symbol?: string;
  /** Rarely changed: shown when asked for. */
  readonly advanced?: boolean;
  readonly defaultValue: unknown;
}

interface Texts {
  readonly label: string;
  readonly help: string;
  readonly symbol?: string;
  readonly advanced?: boolean;
}
interface Limits extends Texts {
  readonly min?: number;
  readonly max?: number;
}

/** Greatest count of filters or units, and greatest window, stride or size: beyond is a typing error, not a network. */
const maxCount = 2 ** 24;
const maxExtent = 65_536;
/** Ranks go to 4, counted with the batch to 5. */
const maxAxis = 4;

const meta = ({ help, ...texts }: Limits, control: Control, choices?: readonly string[]): FieldMeta => ({
  ...texts,
  description: help,
  control,
  ...(choices ? { choices: [...choices] } : {}),
});

/** A positive count: filters, units, depth multiplier. */
export const countField = (texts: Texts, value: number) => {
  const limits = { min: 1, max: maxCount, ...texts };
  return z.number().int().min(limits.min).max(limits.max).default(value).meta(meta(limits, 'int'));
};

/** An axis as Keras counts them: 0 is the batch, negative ones from the end. */
export const axisField = (texts: Texts) => {
  const limits = { min: -maxAxis, max: maxAxis, ...texts };
  return z.number().int().min(limits.min).max(limits.max).default(-1).meta(meta(limits, 'int'));
};

/** A whole number from `min` to `max`. */
export const wholeField = (texts: Limits & { min: number; max: number }, value: number) =>
  z.number().int().min(texts.min).max(texts.max).default(value).meta(meta(texts, 'int'));

/** Axes as Keras counts them, 0 being the batch. `least`: how many there are at least. */
export const axesField = (texts: Limits, value: number[], least = 1) => {
  const limits = { min: -maxAxis, max: maxAxis, ...texts };
  const axis = z.number().int().min(limits.min).max(limits.max);
  return z.array(axis).min(least).max(maxAxis).default(value).meta(meta(limits, 'axes'));
};

/** A real number between `min` and `max`; `open` names the bound that is itself refused. */
export const numberField = (
  { open, ...texts }: Limits & { min: number; max: number; open?: 'min' | 'max' },
  value: number,
) => {
  const above = open === 'min' ? z.number().gt(texts.min) : z.number().min(texts.min);
  const within = open === 'max' ? above.lt(texts.max) : above.max(texts.max);
  return within.default(value).meta(meta(texts, 'number'));
};

/** A number or none. */
export const optionalNumberField = (texts: Limits & { min: number; max: number }) =>
  z.number().min(texts.min).max(texts.max).nullable().default(null).meta(meta(texts, 'optionalNumber'));

/** Two positive integers, `[height, width]`. */
export const pairField = (texts: Texts, value: [number, number]) => {
  const limits = { min: 1, max: maxExtent, ...texts };
  const extent = z.number().int().min(limits.min).max(limits.max);
  return z.tuple([extent, extent]).default(value).meta(meta(limits, 'pair'));
};

/** `[[top, bottom], [left, right]]`, none negative. */
export const padding4Field = (texts: Texts, value: [[number, number], [number, number]]) => {
  const limits = { min: 0, max: maxExtent, ...texts };
  const extent = z.number().int().min(limits.min).max(limits.max);
  const sides = z.tuple([extent, extent]);
  return z.tuple([sides, sides]).default(value).meta(meta(limits, 'padding4'));
};

/** `[before, after]` along the only axis, none negative. */
export const padding2Field = (texts: Texts, value: [number, number]) => {
  const limits = { min: 0, max: maxExtent, ...texts };
  const extent = z.number().int().min(limits.min).max(limits.max);
  return z.tuple([extent, extent]).default(value).meta(meta(limits, 'padding2'));
};

type Sides = [number, number];

/** `[[front, back], [top, bottom], [left, right]]`, none negative. */
export const padding6Field = (texts: Texts, value: [Sides, Sides, Sides]) => {
  const limits = { min: 0, max: maxExtent, ...texts };
  const extent = z.number().int().min(limits.min).max(limits.max);
  const sides = z.tuple([extent, extent]);
  return z.tuple([sides, sides, sides]).default(value).meta(meta(limits, 'padding6'));
};

/** One to four sizes; with `unknown`, one of them may be −1. */
export const shapeField = (texts: Texts, value: number[], { unknown }: { unknown: boolean }) => {
  const limits = { min: unknown ? -1 : 1, max: maxCount, ...texts };
  const size = z
    .number()
    .int()
    .min(limits.min)
    .max(limits.max)
    .refine((n) => n !== 0, 'must not be 0');
  const shape = z
    .array(size)
    .min(1)
    .max(4)
    .refine((sizes) => sizes.filter((n) => n === -1).length <= 1, 'only one size may be −1');
  return shape.default(value).meta(meta(limits, 'shape'));
};

/** As `shapeField`, or none. */
export const optionalShapeField = (texts: Texts) => {
  const limits = { min: 1, max: maxCount, ...texts };
  const size = z.number().int().min(limits.min).max(limits.max);
  return z.array(size).min(1).max(4).nullable().default(null).meta(meta(limits, 'optionalShape'));
};

/** A whole number that is not negative, or none. */
export const optionalCountField = (texts: Texts) => {
  const limits = { min: 0, max: maxExtent, ...texts };
  return z.number().int().min(limits.min).max(limits.max).nullable().default(null).meta(meta(limits, 'optionalInt'));
};

/** A whole number that is not negative along each of so many axes, or none at all. */
export const optionalCountsField = (texts: Texts, axes: number) => {
  const limits = { min: 0, max: maxExtent, ...texts };
  const count = z.number().int().min(limits.min).max(limits.max);
  return z.array(count).length(axes).nullable().default(null).meta(meta(limits, 'optionalShape'));
};

/** Plain JSON that is kept and shown, not edited. */
export const jsonField = (texts: Texts) => z.record(z.string(), z.json()).default({}).meta(meta(texts, 'json'));

export const toggleField = (texts: Texts, value: boolean) => z.boolean().default(value).meta(meta(texts, 'toggle'));

export const choiceField = <const T extends readonly [string, ...string[]]>(
  texts: Texts,
  choices: T,
  value: NoInfer<T[number]>,
) => {
  const schema: z.ZodType<T[number], T[number]> = z.enum(choices);
  return schema.default(value).meta(meta(texts, 'choice', choices));
};

/** `[k_h, k_w]`, the window of a convolution. */
export const kernelSizeField = () =>
  pairField(
    { label: 'Kernel', help: 'Height and width of the window that slides over the image.', symbol: 'k' },
    [3, 3],
  );

export const stridesField = (value: [number, number]) =>
  pairField(
    { label: 'Strides', help: 'Steps of the window, down and to the right. 2 halves the image.', symbol: 's' },
    value,
  );

export const paddingField = () =>
  choiceField(
    {
      label: 'Padding',
      help: 'valid: the window stays inside the image. same: zeros around it, so that stride 1 keeps the size.',
    },
    paddingNames,
    'valid',
  );

export const dilationField = () =>
  pairField(
    {
      label: 'Dilation',
      help: 'Distance between the cells of the window: 2 leaves one pixel out in between.',
      symbol: 'd',
    },
    [1, 1],
  );

export const biasField = () =>
  toggleField(
    { label: 'Bias', help: 'Adds one trained number to each channel. Not needed before batch normalisation.' },
    true,
  );

export const activationField = (value: (typeof activationNames)[number]) =>
  choiceField({ label: 'Activation', help: 'Function applied to each output. Linear: none.' }, activationNames, value);

/** Which weight a field is about, as its label says it: `Kernel initialiser`. */
type WeightWord =
  | 'kernel'
  | 'bias'
  | 'depthwise'
  | 'pointwise'
  | 'recurrent'
  | 'embeddings'
  | 'alpha'
  | 'gamma'
  | 'beta';

const weightLabels: { readonly [W in WeightWord]: string } = {
  kernel: 'Kernel',
  bias: 'Bias',
  depthwise: 'Depthwise',
  pointwise: 'Pointwise',
  recurrent: 'Recurrent',
  embeddings: 'Embeddings',
  alpha: 'Alpha',
  gamma: 'Gamma',
  beta: 'Beta',
};

/** How a weight is drawn; that of the main weight is in sight, others are advanced. */
export const initializerField = (of: WeightWord, value: Initializer, advanced = of === 'bias') => {
  const texts = {
    label: `${weightLabels[of]} initialiser`,
    help: 'How this weight is drawn before training. He suits ReLU, Glorot sigmoid and tanh.',
    advanced,
  };
  return initializerSchema.default(value).meta(meta(texts, 'initializer'));
};

export const regularizerField = (of: WeightWord) => {
  const texts = {
    label: `${weightLabels[of]} penalty`,
    help: 'Added to the loss: L1·Σ|w| drives weights to 0, L2·Σw² keeps them small. Against overfitting.',
    advanced: true,
  };
  return regularizerSchema.default(null).meta(meta(texts, 'regularizer'));
};

export const activityRegularizerField = () => {
  const texts = {
    label: 'Output penalty',
    help: 'L1 and L2 of this layer’s output, for each sample, added to the loss.',
    advanced: true,
  };
  return regularizerSchema.default(null).meta(meta(texts, 'regularizer'));
};

export const constraintField = (of: WeightWord) => {
  const texts = {
    label: `${weightLabels[of]} constraint`,
    help: 'What the weight is brought back to after each step.',
    advanced: true,
  };
  return constraintSchema.default(null).meta(meta(texts, 'constraint'));
};

/** Three positive integers, `[depth, height, width]`. */
export const tripleField = (texts: Texts, value: [number, number, number]) => {
  const limits = { min: 1, max: maxExtent, ...texts };
  const extent = z.number().int().min(limits.min).max(limits.max);
  return z.tuple([extent, extent, extent]).default(value).meta(meta(limits, 'triple'));
};

/** A positive integer along one axis: a window, a stride, a size. */
export const extentField = (texts: Texts, value: number) => {
  const limits = { min: 1, max: maxExtent, ...texts };
  return z.number().int().min(limits.min).max(limits.max).default(value).meta(meta(limits, 'int'));
};

export const textField = (texts: Texts, value: string) => z.string().max(200).default(value).meta(meta(texts, 'text'));

export const filtersField = () =>
  countField({ label: 'Filters', help: 'Number of filters; each makes one feature map.', symbol: 'C_out' }, 32);

export const depthMultiplierField = () =>
  countField({ label: 'Depth multiplier', help: 'Number of filters for each input channel.', symbol: 'm' }, 1);

/** The form of a layer, in the order of its schema. */
export function describeSchema(params: z.ZodType): readonly FieldSpec[] {
  if (!(params instanceof z.ZodObject)) return [];
  return Object.entries(params.shape).map(([key, schema]) => describeField(key, schema));
}

function describeField(key: string, schema: unknown): FieldSpec {
  if (!(schema instanceof z.ZodType)) throw new Error(`Parameter ${key} is not a zod type`);
  const { description: help, label, control, choices, min, max, symbol, advanced } = metaSchema.parse(schema.meta());
  return {
    key,
    label,
    help,
    control,
    ...(choices && { choices }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(symbol !== undefined && { symbol }),
    ...(advanced === true && { advanced }),
    defaultValue: schema.parse(undefined),
  };
}
