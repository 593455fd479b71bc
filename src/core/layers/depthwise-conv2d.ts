import { z } from 'zod';
import type { Expr } from '../math/formula.ts';
import { formula, incoming, param, product } from '../math/formula.ts';
import type { Shape } from '../math/shape.ts';
import { defineLayer } from './define.ts';
import {
  activationField,
  biasField,
  depthMultiplierField,
  initializerField,
  kernelSizeField,
  paddingField,
  stridesField,
} from './fields.ts';
import { activationFacts, kerasInitializer } from './names.ts';
import {
  activationOps,
  formatPair,
  formatStride,
  imageInput,
  outgoingDims,
  perElement,
  shapeOf,
  totalOf,
  weight,
} from './parts.ts';
import { kernelWindow, slide, windowOf, windowSides } from './window-arithmetic.ts';

const title = 'Depthwise';

const inChannels = (inputs: readonly Shape[]): Expr => incoming('C_in', imageInput(inputs)[2]);
const multiplier = (m: number): Expr => param('m', m, 'depthMultiplier');

/** Each channel with its own filters: `[H, W, C_in]` becomes `[H′, W′, C_in·m]`. No dilation: tfjs ignores it silently. */
export const depthwiseConv2d = defineLayer({
  kind: 'depthwiseConv2d',
  doc: {
    title,
    family: 'convolution',
    summary: 'Filters each channel by itself; channels do not mix.',
    reference: 'https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/',
  },
  params: z.object({
    kernelSize: kernelSizeField(),
    strides: stridesField([1, 1]),
    padding: paddingField(),
    depthMultiplier: depthMultiplierField(),
    useBias: biasField(),
    activation: activationField('linear'),
    depthwiseInitializer: initializerField(),
  }),
  arity: { min: 1, max: 1, ranks: [3] },
  outputShape: (params, inputs) => {
    const slid = slide(title, kernelWindow(params), imageInput(inputs));
    if (!slid.ok) return slid;
    return shapeOf(title, [...slid.value, product(inChannels(inputs), multiplier(params.depthMultiplier))]);
  },
  weights: (params, inputs) => {
    const channels = inChannels(inputs);
    const m = multiplier(params.depthMultiplier);
    return [
      weight('depthwise_kernel', [...windowSides(kernelWindow(params)), channels, m], params.depthwiseInitializer),
      ...(params.useBias ? [weight('bias', [product(channels, m)], 'zeros')] : []),
    ];
  },
  cost: (params, inputs, output) => {
    const outputs = [...outgoingDims(output).slice(0, 2), inChannels(inputs), multiplier(params.depthMultiplier)];
    return {
      macs: formula(product(...outputs, ...windowSides(kernelWindow(params)))),
      otherOps: totalOf(perElement(params.useBias ? 1 : 0, outputs), activationOps(params.activation, outputs)),
    };
  },
  receptiveField: (params) => windowOf(kernelWindow(params)),
  headline: ({ kernelSize, strides, depthMultiplier }) =>
    `${formatPair(kernelSize)}${formatStride(strides)}${depthMultiplier === 1 ? '' : `, ×${depthMultiplier}`}`,
  keras: (params) => ({
    className: 'DepthwiseConv2D',
    config: {
      trainable: true,
      dtype: 'float32',
      kernel_size: params.kernelSize,
      strides: params.strides,
      padding: params.padding,
      depth_multiplier: params.depthMultiplier,
      data_format: 'channels_last',
      dilation_rate: [1, 1],
      activation: activationFacts[params.activation].keras,
      use_bias: params.useBias,
      depthwise_initializer: kerasInitializer(params.depthwiseInitializer),
      bias_initializer: kerasInitializer('zeros'),
      depthwise_regularizer: null,
      bias_regularizer: null,
      activity_regularizer: null,
      depthwise_constraint: null,
      bias_constraint: null,
    },
  }),
});
