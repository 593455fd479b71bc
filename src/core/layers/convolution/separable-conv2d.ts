import { z } from 'zod';
import { formula, num, product, sum } from '../../math/formula.ts';
import { defineLayer } from '../define.ts';
import { biasFields, biasOf, endingFields, endingOps, kerasEnding } from '../ending.ts';
import { depthMultiplierField, dilationField, filtersField } from '../fields.ts';
import { formatPair, formatStride, outgoingDims, weight } from '../parts.ts';
import { kernelWindow, strideOrDilation, windowOf, windowSides } from '../window-arithmetic.ts';
import {
  depthwiseFields,
  inChannels,
  kerasDepthwise,
  kerasPointwise,
  kerasWindow,
  multiplier,
  outChannels,
  pointwiseFields,
  slidShape,
  windowFields,
} from './convolution.ts';

const title = 'Separable';

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
    ...windowFields(),
    dilationRate: dilationField(),
    depthMultiplier: depthMultiplierField(),
    ...endingFields(),
    ...depthwiseFields(),
    ...pointwiseFields(),
    ...biasFields(),
  }),
  arity: { min: 1, max: 1, ranks: [3] },
  accepts: (params) => strideOrDilation(title, kernelWindow(params)),
  outputShape: (params, inputs) => slidShape(title, params, inputs, outChannels(params.filters)),
  weights: (params, inputs) => {
    const channels = inChannels(inputs);
    const m = multiplier(params.depthMultiplier);
    const out = outChannels(params.filters);
    return [
      weight('depthwise_kernel', [...windowSides(kernelWindow(params)), channels, m], params.depthwiseInitializer),
      weight('pointwise_kernel', [num(1), num(1), product(channels, m), out], params.pointwiseInitializer),
      ...biasOf(params, out),
    ];
  },
  cost: (params, inputs, output) => {
    const pixels = outgoingDims(output).slice(0, 2);
    const between = [inChannels(inputs), multiplier(params.depthMultiplier)];
    const out = outChannels(params.filters);
    const depthwise = product(...pixels, ...between, ...windowSides(kernelWindow(params)));
    return {
      macs: formula(sum(depthwise, product(...pixels, ...between, out))),
      otherOps: endingOps(params, [...pixels, out]),
    };
  },
  receptiveField: (params) => windowOf(kernelWindow(params)),
  headline: ({ kernelSize, strides, filters }) => `${formatPair(kernelSize)}${formatStride(strides)}, ${filters}`,
  keras: (params) => ({
    className: 'SeparableConv2D',
    config: {
      ...kerasWindow(params),
      ...kerasEnding(params),
      ...kerasDepthwise(params),
      ...kerasPointwise(params),
      filters: params.filters,
      depth_multiplier: params.depthMultiplier,
    },
  }),
});
