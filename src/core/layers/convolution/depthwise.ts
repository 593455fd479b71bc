import { formula, num, product, sum } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import { biasOf, endingOps, kerasEnding } from '../ending.ts';
import { formatExtent, formatStride, weight } from '../parts.ts';
import { type ConvolutionParams, kernelWindow, strideOrDilation, windowOf, windowSides } from '../window-arithmetic.ts';
import {
  type DepthwiseParams,
  type EndingParams,
  filtersHeadline,
  inChannels,
  kerasDepthwise,
  kerasPointwise,
  kerasWindow,
  multiplier,
  outChannels,
  outgoingPlaces,
  type PointwiseParams,
  slidShape,
} from './convolution.ts';

interface ChannelParams extends ConvolutionParams, EndingParams, DepthwiseParams {
  readonly depthMultiplier: number;
}

interface SeparableParams extends ChannelParams, PointwiseParams {
  readonly filters: number;
}

const depthwiseKernel = (params: ChannelParams, inputs: readonly Shape[]) =>
  weight(
    'depthwise_kernel',
    [...windowSides(kernelWindow(params)), inChannels(inputs), multiplier(params.depthMultiplier)],
    params.depthwiseInitializer,
  );

/** Each channel with its own filters, along one or two axes: everything but the name and the fields. */
export const depthwiseBody = (title: string, className: string, axes: number) => ({
  arity: { min: 1, max: 1, ranks: [axes + 1] },
  accepts: (params: ChannelParams) => strideOrDilation(title, kernelWindow(params)),
  outputShape: (params: ChannelParams, inputs: readonly Shape[]) =>
    slidShape(title, params, inputs, product(inChannels(inputs), multiplier(params.depthMultiplier))),
  weights: (params: ChannelParams, inputs: readonly Shape[]) => [
    depthwiseKernel(params, inputs),
    ...biasOf(params, product(inChannels(inputs), multiplier(params.depthMultiplier))),
  ],
  cost: (params: ChannelParams, inputs: readonly Shape[], output: Shape) => {
    const outputs = [...outgoingPlaces(output), inChannels(inputs), multiplier(params.depthMultiplier)];
    return {
      macs: formula(product(...outputs, ...windowSides(kernelWindow(params)))),
      otherOps: endingOps(params, outputs),
    };
  },
  receptiveField: (params: ChannelParams) => windowOf(kernelWindow(params)),
  headline: ({ kernelSize, strides, depthMultiplier }: ChannelParams) =>
    `${formatExtent(kernelSize)}${formatStride(strides)}${depthMultiplier === 1 ? '' : `, ×${depthMultiplier}`}`,
  keras: (params: ChannelParams) => ({
    className,
    config: {
      ...kerasWindow(params),
      ...kerasEnding(params),
      ...kerasDepthwise(params),
      depth_multiplier: params.depthMultiplier,
    },
  }),
});

/** A depthwise convolution, then one of size 1 that mixes the channels, along one or two axes. */
export const separableBody = (title: string, className: string, axes: number) => ({
  arity: { min: 1, max: 1, ranks: [axes + 1] },
  accepts: (params: SeparableParams) => strideOrDilation(title, kernelWindow(params)),
  outputShape: (params: SeparableParams, inputs: readonly Shape[]) =>
    slidShape(title, params, inputs, outChannels(params.filters)),
  weights: (params: SeparableParams, inputs: readonly Shape[]) => {
    const between = product(inChannels(inputs), multiplier(params.depthMultiplier));
    const out = outChannels(params.filters);
    const ones = new Array(axes).fill(num(1));
    return [
      depthwiseKernel(params, inputs),
      weight('pointwise_kernel', [...ones, between, out], params.pointwiseInitializer),
      ...biasOf(params, out),
    ];
  },
  cost: (params: SeparableParams, inputs: readonly Shape[], output: Shape) => {
    const places = outgoingPlaces(output);
    const between = [inChannels(inputs), multiplier(params.depthMultiplier)];
    const out = outChannels(params.filters);
    const depthwise = product(...places, ...between, ...windowSides(kernelWindow(params)));
    return {
      macs: formula(sum(depthwise, product(...places, ...between, out))),
      otherOps: endingOps(params, [...places, out]),
    };
  },
  receptiveField: (params: SeparableParams) => windowOf(kernelWindow(params)),
  headline: filtersHeadline,
  keras: (params: SeparableParams) => ({
    className,
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
