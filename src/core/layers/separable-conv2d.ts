import { z } from 'zod';
import type { Expr } from '../math/formula.ts';
import { formula, incoming, num, param, product, sum } from '../math/formula.ts';
import type { Shape } from '../math/shape.ts';
import { defineLayer } from './define.ts';
import {
  activationField,
  biasField,
  depthMultiplierField,
  dilationField,
  filtersField,
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
import { kernelWindow, slide, strideOrDilation, windowOf, windowSides } from './window-arithmetic.ts';

const title = 'Separable';

const inChannels = (inputs: readonly Shape[]): Expr => incoming('C_in', imageInput(inputs)[2]);
const multiplier = (m: number): Expr => param('m', m, 'depthMultiplier');
const outChannels = (filters: number): Expr => param('C_out', filters, 'filters');

/** A depthwise convolution, then a 1×1 convolution that mixes the channels: `[H, W, C_in]` becomes `[H′, W′, C_out]`. */
export const separableConv2d = defineLayer({
  kind: 'separableConv2d',
  doc: {
    title,
    family: 'convolution',
    summary: 'Filters each channel by itself, then mixes channels with 1×1 filters: a cheaper Conv2D.',
    reference: 'Chollet, Xception, 2017; https://keras.io/api/layers/convolution_layers/separable_convolution2d/',
  },
  params: z.object({
    filters: filtersField(),
    kernelSize: kernelSizeField(),
    strides: stridesField([1, 1]),
    padding: paddingField(),
    dilationRate: dilationField(),
    depthMultiplier: depthMultiplierField(),
    useBias: biasField(),
    activation: activationField('linear'),
  }),
  arity: { min: 1, max: 1, ranks: [3] },
  accepts: (params) => strideOrDilation(title, kernelWindow(params)),
  outputShape: (params, inputs) => {
    const slid = slide(title, kernelWindow(params), imageInput(inputs));
    return slid.ok ? shapeOf(title, [...slid.value, outChannels(params.filters)]) : slid;
  },
  weights: (params, inputs) => {
    const channels = inChannels(inputs);
    const m = multiplier(params.depthMultiplier);
    const out = outChannels(params.filters);
    return [
      weight('depthwise_kernel', [...windowSides(kernelWindow(params)), channels, m], 'glorotUniform'),
      weight('pointwise_kernel', [num(1), num(1), product(channels, m), out], 'glorotUniform'),
      ...(params.useBias ? [weight('bias', [out], 'zeros')] : []),
    ];
  },
  cost: (params, inputs, output) => {
    const pixels = outgoingDims(output).slice(0, 2);
    const between = [inChannels(inputs), multiplier(params.depthMultiplier)];
    const out = outChannels(params.filters);
    const depthwise = product(...pixels, ...between, ...windowSides(kernelWindow(params)));
    return {
      macs: formula(sum(depthwise, product(...pixels, ...between, out))),
      otherOps: totalOf(
        perElement(params.useBias ? 1 : 0, [...pixels, out]),
        activationOps(params.activation, [...pixels, out]),
      ),
    };
  },
  receptiveField: (params) => windowOf(kernelWindow(params)),
  headline: ({ kernelSize, strides, filters }) => `${formatPair(kernelSize)}${formatStride(strides)}, ${filters}`,
  keras: (params) => ({
    className: 'SeparableConv2D',
    config: {
      trainable: true,
      dtype: 'float32',
      filters: params.filters,
      kernel_size: params.kernelSize,
      strides: params.strides,
      padding: params.padding,
      data_format: 'channels_last',
      dilation_rate: params.dilationRate,
      depth_multiplier: params.depthMultiplier,
      activation: activationFacts[params.activation].keras,
      use_bias: params.useBias,
      depthwise_initializer: kerasInitializer('glorotUniform'),
      pointwise_initializer: kerasInitializer('glorotUniform'),
      bias_initializer: kerasInitializer('zeros'),
      depthwise_regularizer: null,
      pointwise_regularizer: null,
      bias_regularizer: null,
      activity_regularizer: null,
      depthwise_constraint: null,
      pointwise_constraint: null,
      bias_constraint: null,
    },
  }),
});
