import type { LayerReader } from './reader.ts';

const convolution: LayerReader = { required: ['filters', 'kernel_size'] };

/** Keras 2 wrote settings of the kernel that such layers do not have beside those of the kernels that they have. */
const kernelless = ['kernel_initializer', 'kernel_regularizer', 'kernel_constraint', 'groups'];
const depthwise: LayerReader = { required: ['kernel_size'], ignored: ['filters', ...kernelless] };
const separable: LayerReader = { required: ['filters', 'kernel_size'], ignored: kernelless };

export const convolutionReaders = {
  conv2d: { ...convolution, aliases: ['Convolution2D'] },
  depthwiseConv2d: { ...depthwise, aliases: ['DepthwiseConvolution2D'] },
  separableConv2d: { ...separable, aliases: ['SeparableConvolution2D'] },
  conv2dTranspose: { ...convolution, aliases: ['Convolution2DTranspose', 'Deconvolution2D'], ignored: ['groups'] },
  conv1d: { ...convolution, aliases: ['Convolution1D'] },
  depthwiseConv1d: { ...depthwise, aliases: ['DepthwiseConvolution1D'] },
  separableConv1d: { ...separable, aliases: ['SeparableConvolution1D'] },
  conv1dTranspose: { ...convolution, aliases: ['Convolution1DTranspose'], ignored: ['groups'] },
  conv3d: { ...convolution, aliases: ['Convolution3D'] },
} satisfies Readonly<Record<string, LayerReader>>;
