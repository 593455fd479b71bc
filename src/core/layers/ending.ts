import type { z } from 'zod';
import type { Expr, Formula } from '../math/formula.ts';
import type { WeightSpec } from './define.ts';
import {
  activationField,
  activityRegularizerField,
  biasField,
  constraintField,
  initializerField,
  regularizerField,
} from './fields.ts';
import { type Initializer, kerasInitializer } from './initializers.ts';
import { type ActivationName, activationFacts } from './names.ts';
import { activationOps, perElement, totalOf, weight } from './parts.ts';
import { type Constraint, kerasConstraint, kerasRegularizer, type Regularizer } from './penalties.ts';

/** How dense layers and convolutions end: a bias, then an activation. */
export interface Ending {
  readonly useBias: boolean;
  readonly activation: ActivationName;
  readonly biasInitializer: Initializer;
}

/** The fields of how a weight is drawn, penalised and bounded; spread them into the schema. */
export const kernelFields = () => ({
  kernelInitializer: initializerField('kernel', 'glorotUniform'),
  kernelRegularizer: regularizerField('kernel'),
  kernelConstraint: constraintField('kernel'),
});

/** Fields of a layer that ends in a bias and an activation, the rarely needed ones last. */
export const endingFields = () => ({ useBias: biasField(), activation: activationField('linear') });

export const biasFields = () => ({
  biasInitializer: initializerField('bias', 'zeros'),
  biasRegularizer: regularizerField('bias'),
  biasConstraint: constraintField('bias'),
  activityRegularizer: activityRegularizerField(),
});

export const biasOf = ({ useBias, biasInitializer }: Ending, size: Expr): readonly WeightSpec[] =>
  useBias ? [weight('bias', [size], biasInitializer)] : [];

/** Operations of the bias and the activation at the end of a layer whose output has these sizes. */
export const endingOps = ({ useBias, activation }: Ending, dims: readonly Expr[]): Formula =>
  totalOf(perElement(useBias ? 1 : 0, dims), activationOps(activation, dims));

interface WeightOptions {
  readonly initializer: Initializer;
  readonly regularizer?: Regularizer;
  readonly constraint?: Constraint;
}

/** Keras's three entries for one weight: `kernel_initializer`, `kernel_regularizer`, `kernel_constraint`. */
export const kerasWeight = (name: string, { initializer, regularizer = null, constraint = null }: WeightOptions) => ({
  [`${name}_initializer`]: kerasInitializer(initializer),
  [`${name}_regularizer`]: kerasRegularizer(regularizer),
  [`${name}_constraint`]: kerasConstraint(constraint),
});

interface KernelParams {
  readonly kernelInitializer: Initializer;
  readonly kernelRegularizer: Regularizer;
  readonly kernelConstraint: Constraint;
}

export const kerasKernel = (params: KernelParams) =>
  kerasWeight('kernel', {
    initializer: params.kernelInitializer,
    regularizer: params.kernelRegularizer,
    constraint: params.kernelConstraint,
  });

type EndingParams = z.infer<z.ZodObject<ReturnType<typeof endingFields> & ReturnType<typeof biasFields>>>;

/** Keras's config of a layer that ends in a bias and an activation; that of its kernels is spread beside it. */
export const kerasEnding = (params: EndingParams) => ({
  trainable: true,
  dtype: 'float32',
  activation: activationFacts[params.activation].keras,
  use_bias: params.useBias,
  activity_regularizer: kerasRegularizer(params.activityRegularizer),
  ...kerasWeight('bias', {
    initializer: params.biasInitializer,
    regularizer: params.biasRegularizer,
    constraint: params.biasConstraint,
  }),
});
