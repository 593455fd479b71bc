import { z } from 'zod';
import { formula, product } from '../../math/formula.ts';
import { defineLayer } from '../define.ts';
import { biasFields, biasOf, endingFields, endingOps, kerasEnding } from '../ending.ts';
import { depthMultiplierField } from '../fields.ts';
import { formatPair, formatStride, outgoingDims, weight } from '../parts.ts';
import { kernelWindow, windowOf, windowSides } from '../window-arithmetic.ts';
import {
  depthwiseFields,
  inChannels,
  kerasDepthwise,
  kerasWindow,
  multiplier,
  slidShape,
  windowFields,
} from './convolution.ts';

const title = 'Depthwise';

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
    ...windowFields(),
    depthMultiplier: depthMultiplierField(),
    ...endingFields(),
    ...depthwiseFields(),
    ...biasFields(),
  }),
  arity: { min: 1, max: 1, ranks: [3] },
  outputShape: (params, inputs) =>
    slidShape(title, params, inputs, product(inChannels(inputs), multiplier(params.depthMultiplier))),
  weights: (params, inputs) => {
    const channels = inChannels(inputs);
    const m = multiplier(params.depthMultiplier);
    return [
      weight('depthwise_kernel', [...windowSides(kernelWindow(params)), channels, m], params.depthwiseInitializer),
      ...biasOf(params, product(channels, m)),
    ];
  },
  cost: (params, inputs, output) => {
    const outputs = [...outgoingDims(output).slice(0, 2), inChannels(inputs), multiplier(params.depthMultiplier)];
    return {
      macs: formula(product(...outputs, ...windowSides(kernelWindow(params)))),
      otherOps: endingOps(params, outputs),
    };
  },
  receptiveField: (params) => windowOf(kernelWindow(params)),
  headline: ({ kernelSize, strides, depthMultiplier }) =>
    `${formatPair(kernelSize)}${formatStride(strides)}${depthMultiplier === 1 ? '' : `, ×${depthMultiplier}`}`,
  keras: (params) => ({
    className: 'DepthwiseConv2D',
    config: {
      ...kerasWindow(params),
      ...kerasEnding(params),
      ...kerasDepthwise(params),
      depth_multiplier: params.depthMultiplier,
    },
  }),
});
