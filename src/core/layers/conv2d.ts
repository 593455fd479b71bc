import { z } from 'zod';
import type { Expr } from '../math/formula.ts';
import { formula, incoming, param, product } from '../math/formula.ts';
import type { Shape } from '../math/shape.ts';
import { defineLayer } from './define.ts';
import {
  activationField,
  biasField,
  dilationField,
  filtersField,
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
import { kernelWindow, slide, strideOrDilation, windowOf, windowSides } from './window-arithmetic.ts';

const title = 'Conv2D';

const outChannels = (filters: number): Expr => param('C_out', filters, 'filters');
const inChannels = (inputs: readonly Shape[]): Expr => incoming('C_in', imageInput(inputs)[2]);

/** Convolution of an image `[H, W, C_in]` into `[H′, W′, C_out]`. */
export const conv2d = defineLayer({
  kind: 'conv2d',
  doc: {
    title,
    family: 'convolution',
    summary: 'Slides filters over the image; each filter makes one feature map.',
    reference: 'https://keras.io/api/layers/convolution_layers/convolution2d/',
  },
  params: z.object({
    filters: filtersField(),
    kernelSize: kernelSizeField(),
    strides: stridesField([1, 1]),
    padding: paddingField(),
    dilationRate: dilationField(),
    useBias: biasField(),
    activation: activationField('linear'),
    kernelInitializer: initializerField(),
  }),
  arity: { min: 1, max: 1, ranks: [3] },
  accepts: (params) => strideOrDilation(title, kernelWindow(params)),
  outputShape: (params, inputs) => {
    const slid = slide(title, kernelWindow(params), imageInput(inputs));
    return slid.ok ? shapeOf(title, [...slid.value, outChannels(params.filters)]) : slid;
  },
  weights: (params, inputs) => {
    const out = outChannels(params.filters);
    const kernel = [...windowSides(kernelWindow(params)), inChannels(inputs), out];
    return [
      weight('kernel', kernel, params.kernelInitializer),
      ...(params.useBias ? [weight('bias', [out], 'zeros')] : []),
    ];
  },
  cost: (params, inputs, output) => {
    const pixels = outgoingDims(output).slice(0, 2);
    const out = outChannels(params.filters);
    return {
      macs: formula(product(...pixels, out, ...windowSides(kernelWindow(params)), inChannels(inputs))),
      otherOps: totalOf(
        perElement(params.useBias ? 1 : 0, [...pixels, out]),
        activationOps(params.activation, [...pixels, out]),
      ),
    };
  },
  receptiveField: (params) => windowOf(kernelWindow(params)),
  headline: ({ kernelSize, strides, filters }) => `${formatPair(kernelSize)}${formatStride(strides)}, ${filters}`,
  keras: (params) => ({
    className: 'Conv2D',
    config: {
      trainable: true,
      dtype: 'float32',
      filters: params.filters,
      kernel_size: params.kernelSize,
      strides: params.strides,
      padding: params.padding,
      data_format: 'channels_last',
      dilation_rate: params.dilationRate,
      groups: 1,
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
