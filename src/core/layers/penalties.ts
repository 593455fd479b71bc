import { z } from 'zod';

const factor = z.number().min(0).max(1e6);

/**
 * What a weight's size adds to the loss: `l1·Σ|w| + l2·Σw²`; `null` for nothing.
 * Source: https://keras.io/api/layers/regularizers/
 */
export const regularizerSchema = z.object({ l1: factor.default(0), l2: factor.default(0) }).nullable();
export type Regularizer = z.infer<typeof regularizerSchema>;

/** Axes of the weight over which a norm is taken; Keras's default is `[0]`, `[0, 1, 2]` suits a 2D convolution. */
const axes = z.array(z.number().int().min(0).max(4)).min(1).max(4).default([0]);

/** What a weight is brought back to after each step; `null` for nothing. Source: https://keras.io/api/layers/constraints/ */
export const constraintSchema = z
  .discriminatedUnion('name', [
    z.object({ name: z.literal('nonNeg') }),
    z.object({ name: z.literal('maxNorm'), maxValue: z.number().gt(0).max(1e6).default(2), axis: axes }),
    z.object({ name: z.literal('unitNorm'), axis: axes }),
    z.object({
      name: z.literal('minMaxNorm'),
      minValue: factor.default(0),
      maxValue: z.number().gt(0).max(1e6).default(1),
      rate: z.number().min(0).max(1).default(1),
      axis: axes,
    }),
  ])
  .nullable();
export type Constraint = z.infer<typeof constraintSchema>;

export interface KerasObject {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Written as `L1L2` where both count, because tfjs knows only that class: its `L1` and `L2` are made from it. */
export function kerasRegularizer(regularizer: Regularizer): KerasObject | null {
  return regularizer === null || (regularizer.l1 === 0 && regularizer.l2 === 0)
    ? null
    : { class_name: 'L1L2', config: { l1: regularizer.l1, l2: regularizer.l2 } };
}

export function kerasConstraint(constraint: Constraint): KerasObject | null {
  if (constraint === null) return null;
  switch (constraint.name) {
    case 'nonNeg':
      return { class_name: 'NonNeg', config: {} };
    case 'maxNorm':
      return { class_name: 'MaxNorm', config: { max_value: constraint.maxValue, axis: constraint.axis } };
    case 'unitNorm':
      return { class_name: 'UnitNorm', config: { axis: constraint.axis } };
    case 'minMaxNorm': {
      const { minValue, maxValue, rate, axis } = constraint;
      return { class_name: 'MinMaxNorm', config: { min_value: minValue, max_value: maxValue, rate, axis } };
    }
  }
}
