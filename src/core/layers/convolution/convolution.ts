import type { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { incoming, param } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import type { Result } from '../../result.ts';
import type { ShapeFormula } from '../define.ts';
import { kerasWeight } from '../ending.ts';
import {
  constraintField,
  initializerField,
  kernelSizeField,
  paddingField,
  regularizerField,
  stridesField,
} from '../fields.ts';
import { imageInput, shapeOf } from '../parts.ts';
import { type ConvolutionParams, kernelWindow, slide } from '../window-arithmetic.ts';

/** What the kinds of convolution share. */
export const windowFields = () => ({
  kernelSize: kernelSizeField(),
  strides: stridesField([1, 1]),
  padding: paddingField(),
});

export const inChannels = (inputs: readonly Shape[]): Expr => incoming('C_in', imageInput(inputs)[2]);
export const outChannels = (filters: number): Expr => param('C_out', filters, 'filters');
export const multiplier = (m: number): Expr => param('m', m, 'depthMultiplier');

/** `[H′, W′, channels]` of a kernel that slides over the only input. Errors: `window.misfit`, `size.unsafe`. */
export function slidShape(
  title: string,
  params: ConvolutionParams,
  inputs: readonly Shape[],
  channels: Expr,
): Result<ShapeFormula> {
  const slid = slide(title, kernelWindow(params), imageInput(inputs));
  return slid.ok ? shapeOf(title, [...slid.value, channels]) : slid;
}

/** Keras's config of the sliding window. */
export const kerasWindow = ({ kernelSize, strides, padding, dilationRate = [1, 1] }: ConvolutionParams) => ({
  kernel_size: kernelSize,
  strides,
  padding,
  dilation_rate: dilationRate,
  data_format: 'channels_last',
});

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

type Values<F extends z.ZodRawShape> = z.infer<z.ZodObject<F>>;

export const kerasDepthwise = (params: Values<ReturnType<typeof depthwiseFields>>) =>
  kerasWeight('depthwise', {
    initializer: params.depthwiseInitializer,
    regularizer: params.depthwiseRegularizer,
    constraint: params.depthwiseConstraint,
  });

export const kerasPointwise = (params: Values<ReturnType<typeof pointwiseFields>>) =>
  kerasWeight('pointwise', {
    initializer: params.pointwiseInitializer,
    regularizer: params.pointwiseRegularizer,
    constraint: params.pointwiseConstraint,
  });
