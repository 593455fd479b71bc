import { z } from 'zod';
import { activationNames, initializerNames, paddingNames } from './names.ts';

/** Which control the inspector draws for a parameter. */
export const controls = ['int', 'number', 'optionalNumber', 'pair', 'choice', 'toggle', 'shape', 'padding4'] as const;
export type Control = (typeof controls)[number];

const metaSchema = z.object({
  label: z.string(),
  description: z.string(),
  control: z.enum(controls),
  choices: z.array(z.string()).readonly().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  symbol: z.string().optional(),
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
  readonly defaultValue: unknown;
}

interface Texts {
  readonly label: string;
  readonly help: string;
  readonly symbol?: string;
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

export const initializerField = () =>
  choiceField(
    { label: 'Initialiser', help: 'How the kernel is drawn before training. He suits ReLU, Glorot sigmoid and tanh.' },
    initializerNames,
    'glorotUniform',
  );

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
  const { description: help, label, control, choices, min, max, symbol } = metaSchema.parse(schema.meta());
  return {
    key,
    label,
    help,
    control,
    ...(choices && { choices }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(symbol !== undefined && { symbol }),
    defaultValue: schema.parse(undefined),
  };
}
