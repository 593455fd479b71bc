import type { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { formula, incoming, over, param, product } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import { problem } from '../../problems/messages.ts';
import { fail, type Result } from '../../result.ts';
import type { LayerCost, ShapeFormula } from '../define.ts';
import type { biasFields, endingFields, kernelFields } from '../ending.ts';
import { biasOf, endingOps, kerasEnding, kerasKernel, kerasWeight } from '../ending.ts';
import { constraintField, countField, initializerField, regularizerField } from '../fields.ts';
import { channelsOf, formatExtent, formatStride, onlyInput, outgoingDims, shapeOf, weight } from '../parts.ts';
import {
  type ConvolutionParams,
  eachAxis,
  kernelWindow,
  slide,
  strideOrDilation,
  windowOf,
  windowSides,
} from '../window-arithmetic.ts';

/** What the kinds of convolution share. */
export const groupsField = () =>
  countField(
    {
      label: 'Groups',
      help: 'Into how many parts the channels are divided; each part has filters of its own and sees no other.',
      symbol: 'g',
      advanced: true,
    },
    1,
  );

export const inChannels = (inputs: readonly Shape[]): Expr => incoming('C_in', channelsOf(inputs));
export const outChannels = (filters: number): Expr => param('C_out', filters, 'filters');
export const multiplier = (m: number): Expr => param('m', m, 'depthMultiplier');

/** Sizes of the output without its channels, as symbols. */
export const outgoingPlaces = (output: Shape): readonly Expr[] => outgoingDims(output).slice(0, -1);

/** `[…, channels]` of a kernel that slides over the only input. Errors: `window.misfit`, `size.unsafe`. */
export function slidShape(
  title: string,
  params: ConvolutionParams,
  inputs: readonly Shape[],
  channels: Expr,
): Result<ShapeFormula> {
  const slid = slide(title, kernelWindow(params), onlyInput(inputs));
  return slid.ok ? shapeOf(title, [...slid.value, channels]) : slid;
}

/** Keras's config of the sliding window. */
export const kerasWindow = ({ kernelSize, strides, padding, dilationRate = 1 }: ConvolutionParams) => {
  const size = eachAxis(kernelSize);
  return {
    kernel_size: size,
    strides: eachAxis(strides),
    padding,
    dilation_rate: dilationRate === 1 ? size.map(() => 1) : eachAxis(dilationRate),
    data_format: 'channels_last',
  };
};

type Values<F extends z.ZodRawShape> = z.infer<z.ZodObject<F>>;

export type EndingParams = Values<ReturnType<typeof endingFields> & ReturnType<typeof biasFields>>;
export type KernelParams = Values<ReturnType<typeof kernelFields>>;

interface FilterParams extends ConvolutionParams, EndingParams, KernelParams {
  readonly filters: number;
  readonly groups?: number;
}

/** `C_in`, or `C_in/g` where there are groups: the channels that one filter sees. */
const seenChannels = ({ groups = 1 }: FilterParams, inputs: readonly Shape[]): Expr =>
  groups === 1 ? inChannels(inputs) : over(inChannels(inputs), param('g', groups, 'groups'));

/** Strides or dilation, not both; groups that divide both sides. Errors: `stride.dilation`, `groups.channels`, `groups.filters`. */
function acceptsFilters(title: string, params: FilterParams, inputs: readonly Shape[]): Result<void> {
  const { groups = 1, filters } = params;
  const where = { field: 'groups' };
  const channels = channelsOf(inputs);
  if (channels % groups !== 0) {
    return fail(problem('groups.channels', { name: title, count: channels, groups }, where));
  }
  if (filters % groups !== 0) return fail(problem('groups.filters', { name: title, count: filters, groups }, where));
  return strideOrDilation(title, kernelWindow(params));
}

function filterCost(params: FilterParams, inputs: readonly Shape[], output: Shape): LayerCost {
  const places = outgoingPlaces(output);
  const out = outChannels(params.filters);
  return {
    macs: formula(product(...places, out, ...windowSides(kernelWindow(params)), seenChannels(params, inputs))),
    otherOps: endingOps(params, [...places, out]),
  };
}

/** A convolution along one, two or three axes: everything but its name and its fields. */
export const convolutionBody = (title: string, className: string, axes: number) => ({
  arity: { min: 1, max: 1, ranks: [axes + 1] },
  accepts: (params: FilterParams, inputs: readonly Shape[]) => acceptsFilters(title, params, inputs),
  outputShape: (params: FilterParams, inputs: readonly Shape[]) =>
    slidShape(title, params, inputs, outChannels(params.filters)),
  weights: (params: FilterParams, inputs: readonly Shape[]) => {
    const out = outChannels(params.filters);
    const kernel = [...windowSides(kernelWindow(params)), seenChannels(params, inputs), out];
    return [weight('kernel', kernel, params.kernelInitializer), ...biasOf(params, out)];
  },
  cost: filterCost,
  receptiveField: (params: FilterParams) => windowOf(kernelWindow(params)),
  headline: filtersHeadline,
  keras: (params: FilterParams) => ({
    className,
    config: {
      ...kerasWindow(params),
      ...kerasEnding(params),
      ...kerasKernel(params),
      filters: params.filters,
      groups: params.groups ?? 1,
    },
  }),
});

/** `3×3/2, 128`, with `, g2` where there are two groups. */
export function filtersHeadline({
  kernelSize,
  strides,
  filters,
  groups = 1,
}: Pick<ConvolutionParams, 'kernelSize' | 'strides'> & { filters: number; groups?: number }): string {
  const grouped = groups === 1 ? '' : `, g${groups}`;
  return `${formatExtent(kernelSize)}${formatStride(strides)}, ${filters}${grouped}`;
}

/** How the kernel that works on each channel by itself is drawn, penalised and bounded. */
export const depthwiseFields = () => ({
  depthwiseInitializer: initializerField('depthwise', 'glorotUniform'),
  depthwiseRegularizer: regularizerField('depthwise'),
  depthwiseConstraint: constraintField('depthwise'),
});

/** The same for the 1×1 kernel that mixes the channels. */
export const pointwiseFields = () => ({
  pointwiseInitializer: initializerField('pointwise', 'glorotUniform', true),
  pointwiseRegularizer: regularizerField('pointwise'),
  pointwiseConstraint: constraintField('pointwise'),
});

export type DepthwiseParams = Values<ReturnType<typeof depthwiseFields>>;
export type PointwiseParams = Values<ReturnType<typeof pointwiseFields>>;

export const kerasDepthwise = (params: DepthwiseParams) =>
  kerasWeight('depthwise', {
    initializer: params.depthwiseInitializer,
    regularizer: params.depthwiseRegularizer,
    constraint: params.depthwiseConstraint,
  });

export const kerasPointwise = (params: PointwiseParams) =>
  kerasWeight('pointwise', {
    initializer: params.pointwiseInitializer,
    regularizer: params.pointwiseRegularizer,
    constraint: params.pointwiseConstraint,
  });
