import { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { incoming, num, product } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import { defineLayer } from '../define.ts';
import { numberField, toggleField } from '../fields.ts';
import { kerasInitializer } from '../initializers.ts';
import { elementwiseCost, lastSize, onlyInput, outgoingDims, perElement, unchangedShape, weight } from '../parts.ts';

const title = 'BatchNorm';

const channels = (inputs: readonly Shape[]): Expr => incoming('C', lastSize(onlyInput(inputs)));

/** Each channel brought to mean 0 and variance 1 over the batch, then scaled by γ and shifted by β. */
export const batchNormalization = defineLayer({
  kind: 'batchNormalization',
  doc: {
    title,
    family: 'normalisation',
    summary: 'Brings each channel to mean 0 and variance 1, so that training is faster and steadier.',
    reference: 'Ioffe and Szegedy, 2015; https://keras.io/api/layers/normalization_layers/batch_normalization/',
  },
  params: z.object({
    momentum: numberField(
      {
        label: 'Momentum',
        help: 'Share of the old moving mean and variance that is kept at each step.',
        min: 0,
        max: 1,
      },
      0.99,
    ),
    epsilon: numberField(
      {
        label: 'Epsilon',
        help: 'Added to the variance, so that nothing is divided by 0.',
        symbol: 'ε',
        min: 0,
        max: 1,
        open: 'min',
      },
      0.001,
    ),
    center: toggleField({ label: 'Centre (β)', help: 'Trained shift of each channel.' }, true),
    scale: toggleField({ label: 'Scale (γ)', help: 'Trained factor of each channel. Not needed before ReLU.' }, true),
  }),
  arity: { min: 1, max: 1, ranks: [1, 2, 3] },
  outputShape: (_params, inputs) => unchangedShape(title, inputs),
  weights: ({ center, scale }, inputs) => {
    const size = [channels(inputs)];
    return [
      ...(scale ? [weight('gamma', size, 'ones')] : []),
      ...(center ? [weight('beta', size, 'zeros')] : []),
      weight('moving_mean', size, 'zeros', false),
      weight('moving_variance', size, 'ones', false),
    ];
  },
  /**
   * `x·f + (β − μ·f)` with `f = γ/√(σ² + ε)`: 2 operations a value, and for each channel 1 for ε, 2 for the root and 1 for
   * μ·f, with one more for γ and one for β.
   */
  cost: ({ center, scale }, inputs, output) =>
    elementwiseCost(
      perElement(2, outgoingDims(output)),
      product(num(4 + (scale ? 1 : 0) + (center ? 1 : 0)), channels(inputs)),
    ),
  headline: () => '',
  keras: (params) => ({
    className: 'BatchNormalization',
    config: {
      trainable: true,
      dtype: 'float32',
      axis: -1,
      momentum: params.momentum,
      epsilon: params.epsilon,
      center: params.center,
      scale: params.scale,
      beta_initializer: kerasInitializer('zeros'),
      gamma_initializer: kerasInitializer('ones'),
      moving_mean_initializer: kerasInitializer('zeros'),
      moving_variance_initializer: kerasInitializer('ones'),
      beta_regularizer: null,
      gamma_regularizer: null,
      beta_constraint: null,
      gamma_constraint: null,
    },
  }),
});
