import type { LayerReader } from './reader.ts';

const convolution: LayerReader = { required: ['filters', 'kernel_size'] };
const depthwise: LayerReader = {
  required: ['kernel_size'],
  // Keras 2 wrote the settings of the kernel that a depthwise layer does not have beside its own.
  ignored: ['filters', 'kernel_initializer', 'kernel_regularizer', 'kernel_constraint', 'groups'],
};
const separable: LayerReader = {
  ...depthwise,
  required: ['filters', 'kernel_size'],
  ignored: depthwise.ignored?.filter((key) => key !== 'filters') ?? [],
};

export const convolutionReaders = {
  conv2d: { ...convolution, aliases: ['Convolution2D'] },
  depthwiseConv2d: { ...depthwise, aliases: ['DepthwiseConvolution2D'] },
  separableConv2d: { ...separable, aliases: ['SeparableConvolution2D'] },
} satisfies Readonly<Record<string, LayerReader>>;
