import { z } from 'zod';
import { formula, product } from '../../math/formula.ts';
import { defineLayer } from '../define.ts';
import { biasFields, biasOf, endingFields, endingOps, kerasEnding, kerasKernel, kernelFields } from '../ending.ts';
import { dilationField, filtersField } from '../fields.ts';
import { formatPair, formatStride, outgoingDims, weight } from '../parts.ts';
import { kernelWindow, strideOrDilation, windowOf, windowSides } from '../window-arithmetic.ts';
import { inChannels, kerasWindow, outChannels, slidShape, windowFields } from './convolution.ts';

const title = 'Conv2D';

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
    ...windowFields(),
    dilationRate: dilationField(),
    ...endingFields(),
    ...kernelFields(),
    ...biasFields(),
  }),
  arity: { min: 1, max: 1, ranks: [3] },
  accepts: (params) => strideOrDilation(title, kernelWindow(params)),
  outputShape: (params, inputs) => slidShape(title, params, inputs, outChannels(params.filters)),
  weights: (params, inputs) => {
    const out = outChannels(params.filters);
    const kernel = [...windowSides(kernelWindow(params)), inChannels(inputs), out];
    return [weight('kernel', kernel, params.kernelInitializer), ...biasOf(params, out)];
  },
  cost: (params, inputs, output) => {
    const pixels = outgoingDims(output).slice(0, 2);
    const out = outChannels(params.filters);
    return {
      macs: formula(product(...pixels, out, ...windowSides(kernelWindow(params)), inChannels(inputs))),
      otherOps: endingOps(params, [...pixels, out]),
    };
  },
  receptiveField: (params) => windowOf(kernelWindow(params)),
  headline: ({ kernelSize, strides, filters }) => `${formatPair(kernelSize)}${formatStride(strides)}, ${filters}`,
  keras: (params) => ({
    className: 'Conv2D',
    config: {
      ...kerasWindow(params),
      ...kerasEnding(params),
      ...kerasKernel(params),
      filters: params.filters,
      groups: 1,
    },
  }),
});
