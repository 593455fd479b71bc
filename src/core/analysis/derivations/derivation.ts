import type { Formula } from '../../math/formula.ts';
import type { Convention } from '../conventions.ts';

/** Every sort of figure that can be asked "Why?", with its English title. French: `renderer/i18n/fr`. */
export const derivationTitles = {
  output: 'Output size',
  weight: 'Values of this weight',
  parameters: 'Parameters',
  trainable: 'Trainable parameters',
  nonTrainable: 'Parameters not trained',
  depth: 'Depth',
  macs: 'MACs',
  flops: 'FLOPs',
  ops: 'All operations',
  weightBytes: 'Memory of the weights',
  activationBytes: 'Memory of the output, one sample',
  activationsBytes: 'Memory of all outputs, one sample',
  receptiveField: 'Receptive field',
  jump: 'Distance between neighbouring fields',
  start: 'First pixel seen',
  intensity: 'Arithmetic intensity',
  inferencePeak: 'Peak of a forward pass, one sample',
  trainingWeights: 'Training: weights',
  trainingGradients: 'Training: gradients',
  trainingSlots: 'Training: optimizer',
  trainingActivations: 'Training: activations of a batch',
  trainingMemory: 'Training: held in all',
  trainingWorking: 'Training: working space',
  trainingPeak: 'Training: memory at its peak',
  largestBatch: 'Largest batch that fits',
  forward: 'Forward, one sample',
  backward: 'Backward, one sample',
  trainingSample: 'Training on one sample',
  trainingStep: 'Training step',
  trainingEpoch: 'Epoch',
  trainingRun: 'Run',
} as const;
export type DerivationCode = keyof typeof derivationTitles;

export type Unit = 'values' | 'layers' | 'samples' | 'macs' | 'flops' | 'ops' | 'bytes' | 'pixels' | 'flopsPerByte';

/**
 * What a figure counts. `keras`: as Keras counts parameters, those that are not trained included. `float32`: 4 bytes a value.
 * `field`: in pixels of the input, the first pixel rather than the centre.
 */
export type DerivationConvention = Convention | 'keras' | 'trained' | 'float32' | 'field' | 'shape' | 'path' | 'alive';

/** English; French: `renderer/i18n/fr`. Those of work: `conventionTexts`. */
export const derivationConventions: { readonly [C in Exclude<DerivationConvention, Convention>]: string } = {
  keras: 'As Keras counts: every value of every weight, those that are not trained included.',
  trained: 'As Keras parts them: means and variances that a normalisation keeps, and frozen layers, are not trained.',
  float32: 'float32, 4 bytes a value. 1 MiB is 1,048,576 bytes.',
  field: 'In pixels of the input, along each axis; negative positions lie in the padding.',
  shape: 'Channels last, batch left out.',
  alive: 'float32; an output is kept until the last layer that reads it has run, and weights are not counted.',
  path: 'Layers with weights or an operation, along the longest path from an input to an output.',
};

export interface Reference {
  readonly text: string;
  readonly url?: string;
}

/** How one figure came about: the symbols, the numbers and the result are readings of `formula`. */
export interface Derivation {
  readonly code: DerivationCode;
  /** Which one of several: the axis (`H′`), the weight's name (`kernel`). */
  readonly of?: string;
  /** Name of the layer whose figure it is, where that is not what was asked about. */
  readonly layer?: string;
  readonly formula: Formula;
  readonly unit: Unit;
  readonly convention: DerivationConvention;
  readonly reference: Reference;
}

/** Where the conventions come from. */
export const references = {
  receptiveField: {
    text: 'Araujo, Norris, Sim 2019, “Computing Receptive Fields of Convolutional Neural Networks”, Distill',
    url: 'https://distill.pub/2019/computing-receptive-fields/',
  },
  macs: {
    text: 'Sze, Chen, Yang, Emer 2017, “Efficient Processing of Deep Neural Networks”, Proceedings of the IEEE 105(12)',
    url: 'https://arxiv.org/abs/1703.09039',
  },
  flops: {
    text: 'PyTorch, torch.utils.flop_counter: 2 for each multiply-accumulate',
    url: 'https://github.com/pytorch/pytorch/blob/main/torch/utils/flop_counter.py',
  },
  ops: {
    text: 'TensorFlow, tf.compat.v1.profiler, float_operation',
    url: 'https://www.tensorflow.org/api_docs/python/tf/compat/v1/profiler/ProfileOptionBuilder',
  },
  depth: {
    text: 'Keras Applications, “topological depth”, which counts more kinds of layers',
    url: 'https://keras.io/api/applications/',
  },
  parameters: { text: 'Keras, Model.count_params', url: 'https://keras.io/api/models/model/' },
  float32: { text: 'IEEE 754, binary32' },
  liveness: {
    text: 'Liveness: Aho, Lam, Sethi, Ullman 2006, “Compilers”, section 9.2.5, over tensors instead of variables',
  },
  trainingMemory: {
    text: 'Rajbhandari, Rasley, Ruwase, He 2020, “ZeRO”, section 3: where did all the memory go?',
    url: 'https://arxiv.org/abs/1910.02054',
  },
  working: {
    text: 'As the engine counts before it starts. Chen, Xu, Zhang, Guestrin 2016, “Training Deep Nets with Sublinear Memory Cost”',
    url: 'https://arxiv.org/abs/1604.06174',
  },
  trainingCost: {
    text: 'Backward ≈ 2 × forward: Kaplan et al. 2020, “Scaling Laws for Neural Language Models”, section 2.1',
    url: 'https://arxiv.org/abs/2001.08361',
  },
  intensity: {
    text: 'Williams, Waterman, Patterson 2009, “Roofline”, Communications of the ACM 52(4)',
    url: 'https://doi.org/10.1145/1498765.1498785',
  },
} as const satisfies Readonly<Record<string, Reference>>;
