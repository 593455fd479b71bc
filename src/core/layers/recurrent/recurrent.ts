import { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { formula, incoming, num, param, product, sum } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import type { Result } from '../../result.ts';
import type { LayerCost, ShapeFormula, WeightSpec } from '../define.ts';
import { kerasEnding, kerasKernel, kerasWeight, kernelFields } from '../ending.ts';
import {
  activationField,
  choiceField,
  constraintField,
  countField,
  initializerField,
  numberField,
  regularizerField,
  toggleField,
} from '../fields.ts';
import type { Initializer } from '../initializers.ts';
import { type ActivationName, activationFacts, activationNames } from '../names.ts';
import { onlyInput, perElement, shapeOf, totalOf, weight } from '../parts.ts';
import type { Constraint, Regularizer } from '../penalties.ts';

/** What SimpleRNN, LSTM and GRU share: they read a series `[T, i]` step by step and keep a state of `u` numbers. */
export const stepFields = () => ({
  units: countField(
    { label: 'Units', help: 'Number of values in the state, which is what it puts out.', symbol: 'u' },
    64,
  ),
  returnSequences: toggleField(
    {
      label: 'Return sequences',
      help: 'Puts out the state after every step, as another recurrent layer needs it; else only the last.',
    },
    false,
  ),
  goBackwards: toggleField({ label: 'Go backwards', help: 'Reads the series from its end.', advanced: true }, false),
});

export const stateActivationField = () => activationField('tanh');

export const gateActivationField = () =>
  choiceField(
    {
      label: 'Gate activation',
      help: 'Function of the gates, which say what is kept: sigmoid gives a share from 0 to 1.',
      advanced: true,
    },
    activationNames,
    'sigmoid',
  );

const shareField = (label: string, help: string, advanced: boolean) =>
  numberField({ label, help, min: 0, max: 1, open: 'max', advanced }, 0);

export const recurrentDropoutFields = () => ({
  dropout: shareField(
    'Dropout',
    'Share of the input’s values that is dropped while training, 0 to just under 1.',
    false,
  ),
  recurrentDropout: shareField(
    'Recurrent dropout',
    'Share of the state’s values that is dropped at every step while training, 0 to just under 1.',
    true,
  ),
});

export const recurrentWeightFields = () => ({
  ...kernelFields(),
  recurrentInitializer: initializerField('recurrent', 'orthogonal', true),
  recurrentRegularizer: regularizerField('recurrent'),
  recurrentConstraint: constraintField('recurrent'),
});

const stepSchema = z.object(stepFields());
export type StepParams = z.infer<typeof stepSchema> & {
  readonly useBias: boolean;
  readonly activation: ActivationName;
  readonly biasInitializer: Initializer;
  readonly kernelInitializer: Initializer;
  readonly recurrentInitializer: Initializer;
};

/** What tells the three kinds of cell apart, so that their figures are written once. */
export interface Cell {
  /** Blocks of `u` columns in the kernels: 1 for SimpleRNN, 4 for LSTM, 3 for GRU. */
  readonly gates: number;
  /** Rows of bias: 2 for a GRU that resets after its product. */
  readonly biases: number;
  /** Additions, multiplications and subtractions for each unit and step, biases and activations not counted. */
  readonly ops: number;
  /** How often each activation is applied for each unit and step. */
  readonly activations: readonly (readonly [times: number, name: ActivationName])[];
}

const units = (params: StepParams): Expr => param('u', params.units, 'units');
const steps = (inputs: readonly Shape[]): Expr => incoming('T', onlyInput(inputs)[0] ?? 0);
const features = (inputs: readonly Shape[]): Expr => incoming('i', onlyInput(inputs)[1] ?? 0);
/** `4·u`: columns of a kernel. */
const columns = (params: StepParams, { gates }: Cell): Expr =>
  gates === 1 ? units(params) : product(num(gates), units(params));

/** `[T, u]` with `returnSequences`, else `[u]`. */
export const recurrentShape = (title: string, params: StepParams, inputs: readonly Shape[]): Result<ShapeFormula> =>
  shapeOf(title, params.returnSequences ? [steps(inputs), units(params)] : [units(params)]);

/** Keras's `kernel` `[i, g·u]`, `recurrent_kernel` `[u, g·u]` and `bias`. */
export function recurrentWeights(params: StepParams, inputs: readonly Shape[], cell: Cell): readonly WeightSpec[] {
  const width = columns(params, cell);
  const bias = cell.biases === 1 ? [width] : [num(cell.biases), width];
  return [
    weight('kernel', [features(inputs), width], params.kernelInitializer),
    weight('recurrent_kernel', [units(params), width], params.recurrentInitializer),
    ...(params.useBias ? [weight('bias', bias, params.biasInitializer)] : []),
  ];
}

/** Both kernels count at every step. */
export function recurrentCost(params: StepParams, inputs: readonly Shape[], cell: Cell): LayerCost {
  const each = [steps(inputs), units(params)];
  const own = cell.ops + (params.useBias ? cell.gates * cell.biases : 0);
  const functions = cell.activations.map(([times, name]) => perElement(times * activationFacts[name].ops, each));
  return {
    macs: formula(product(steps(inputs), columns(params, cell), sum(features(inputs), units(params)))),
    otherOps: totalOf(perElement(own, each), ...functions),
  };
}

export const recurrentHeadline = (params: StepParams): string =>
  params.returnSequences ? `${params.units} seq` : String(params.units);

interface KerasParams extends StepParams {
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly kernelRegularizer: Regularizer;
  readonly kernelConstraint: Constraint;
  readonly recurrentRegularizer: Regularizer;
  readonly recurrentConstraint: Constraint;
  readonly biasRegularizer: Regularizer;
  readonly biasConstraint: Constraint;
  readonly activityRegularizer: Regularizer;
}

/** Keras's config but for what a kind has of its own. */
export const kerasRecurrent = (params: KerasParams) => ({
  ...kerasEnding(params),
  ...kerasKernel(params),
  ...kerasWeight('recurrent', {
    initializer: params.recurrentInitializer,
    regularizer: params.recurrentRegularizer,
    constraint: params.recurrentConstraint,
  }),
  units: params.units,
  dropout: params.dropout,
  recurrent_dropout: params.recurrentDropout,
  return_sequences: params.returnSequences,
  return_state: false,
  go_backwards: params.goBackwards,
  stateful: false,
  unroll: false,
  zero_output_for_mask: false,
  seed: null,
});
