import { conv2d } from './conv2d.ts';
import { depthwiseConv2d } from './depthwise-conv2d.ts';
import { separableConv2d } from './separable-conv2d.ts';

/** Kinds of this family, in the order of the palette. */
export const convolutionLayers = [conv2d, depthwiseConv2d, separableConv2d] as const;
