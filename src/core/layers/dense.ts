import { z } from 'zod';
import type { Expr } from '../math/formula.ts';
import { formula, incoming, param, product } from '../math/formula.ts';
import type { Shape } from '../math/shape.ts';
import { defineLayer } from './define.ts';
import { activationField, biasField, countField, initializerField } from './fields.ts';
import { activationFacts, kerasInitializer } from './names.ts';
import { activationOps, incomingDims, lastSize, onlyInput, perElement, shapeOf, totalOf, weight } from './parts.ts';

const title = 'Dense';

const outUnits = (units: number): Expr => param('out', units, 'units');
const inUnits = (inputs: readonly Shape[]): Expr => incoming('in', lastSize(onlyInput(inputs)));
/** Sizes of the axes before the last: the same weights serve each of these positions. */
const positions = (inputs: readonly Shape[]): readonly Expr[] => incomingDims(onlyInput(inputs)).slice(0, -1);

/** Every input of the last axis joined to every output: `[…, in]` becomes `[…, out]`. */
export const dense = defineLayer({
  kind: 'dense',
  doc: {
    title,
    family: 'core',
    summary: 'Joins every input to every output, each with its own weight.',
    reference: 'https://keras.io/api/layers/core_layers/dense/',
  },
  params: z.object({
    units: countField(
      { label: 'Units', help: 'Number of outputs. In the last layer: one for each class.', symbol: 'out' },
      10,
    ),
    useBias: biasField(),
    activation: activationField('linear'),
    kernelInitializer: initializerField(),
  }),
  arity: { min: 1, max: 1, ranks: 'any' },
  outputShape: ({ units }, inputs) => shapeOf(title, [...positions(inputs), outUnits(units)]),
  weights: ({ units, useBias, kernelInitializer }, inputs) => [
    weight('kernel', [inUnits(inputs), outUnits(units)], kernelInitializer),
    ...(useBias ? [weight('bias', [outUnits(units)], 'zeros')] : []),
  ],
  cost: ({ units, useBias, activation }, inputs) => {
    const outputs = [...positions(inputs), outUnits(units)];
    return {
      macs: formula(product(...positions(inputs), inUnits(inputs), outUnits(units))),
      otherOps: totalOf(perElement(useBias ? 1 : 0, outputs), activationOps(activation, outputs)),
    };
  },
  receptiveField: () => null,
  headline: ({ units }) => String(units),
  keras: (params) => ({
    className: 'Dense',
    config: {
      trainable: true,
      dtype: 'float32',
      units: params.units,
      activation: activationFacts[params.activation].keras,
      use_bias: params.useBias,
      kernel_initializer: kerasInitializer(params.kernelInitializer),
      bias_initializer: kerasInitializer('zeros'),
      kernel_regularizer: null,
      bias_regularizer: null,
      activity_regularizer: null,
      kernel_constraint: null,
      bias_constraint: null,
    },
  }),
});
