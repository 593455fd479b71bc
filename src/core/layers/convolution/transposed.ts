import { formula, product } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import { biasOf, endingOps, kerasEnding, kerasKernel } from '../ending.ts';
import { incomingDims, onlyInput, shapeOf, weight } from '../parts.ts';
import {
  type ConvolutionParams,
  eachAxis,
  kernelWindow,
  type OutputPadding,
  stretch,
  strideOrDilation,
  transposedWindow,
  windowSides,
} from '../window-arithmetic.ts';
import {
  type EndingParams,
  filtersHeadline,
  inChannels,
  type KernelParams,
  kerasWindow,
  outChannels,
  outgoingPlaces,
} from './convolution.ts';

interface TransposedParams extends ConvolutionParams, EndingParams, KernelParams {
  readonly filters: number;
  readonly outputPadding: OutputPadding;
}

const sides = (params: TransposedParams) => windowSides(kernelWindow(params));

/**
 * A transposed convolution along one, two or three axes: each input stamps the kernel onto the output, a stride apart.
 * Multiply-accumulates follow: one kernel for each position of the input, whatever of it falls outside the output.
 */
export const transposedBody = (title: string, className: string, axes: number) => ({
  arity: { min: 1, max: 1, ranks: [axes + 1] },
  accepts: (params: TransposedParams) => strideOrDilation(title, kernelWindow(params)),
  outputShape: (params: TransposedParams, inputs: readonly Shape[]) => {
    const stretched = stretch(title, kernelWindow(params), params.outputPadding, onlyInput(inputs));
    return stretched.ok ? shapeOf(title, [...stretched.value, outChannels(params.filters)]) : stretched;
  },
  weights: (params: TransposedParams, inputs: readonly Shape[]) => {
    const out = outChannels(params.filters);
    return [
      weight('kernel', [...sides(params), out, inChannels(inputs)], params.kernelInitializer),
      ...biasOf(params, out),
    ];
  },
  cost: (params: TransposedParams, inputs: readonly Shape[], output: Shape) => {
    const out = outChannels(params.filters);
    const places = incomingDims(onlyInput(inputs)).slice(0, -1);
    return {
      macs: formula(product(...places, inChannels(inputs), ...sides(params), out)),
      otherOps: endingOps(params, [...outgoingPlaces(output), out]),
    };
  },
  receptiveField: (params: TransposedParams) => transposedWindow(kernelWindow(params), params.outputPadding),
  headline: filtersHeadline,
  keras: (params: TransposedParams) => ({
    className,
    config: {
      ...kerasWindow(params),
      ...kerasEnding(params),
      ...kerasKernel(params),
      filters: params.filters,
      output_padding: params.outputPadding === null ? null : eachAxis(params.outputPadding),
    },
  }),
});
