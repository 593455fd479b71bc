import type { Shape } from '../../math/shape.ts';
import type { ProblemCode } from '../../problems/messages.ts';
import type { LayerKind } from '../registry.ts';

/** A layer as both sides were asked about it. */
export interface Case {
  readonly kind: LayerKind;
  readonly params: Readonly<Record<string, unknown>>;
  readonly inputs: readonly Shape[];
  /** Problems that Stride has with it; none where Stride accepts it. */
  readonly codes: readonly ProblemCode[];
  readonly fields: readonly string[];
}

/** A layer that one side refuses and the other takes, on purpose. */
export interface Asymmetry {
  readonly name: string;
  readonly reason: string;
  readonly covers: (one: Case) => boolean;
  /** Met in some thousands of random networks and not in the next: a new kind changes what is drawn. */
  readonly rare?: true;
}

/** What tfjs runs although it is nonsense or means something else than in Keras. */
export const onlyTfjsAccepts: readonly Asymmetry[] = [
  {
    name: 'a window larger than the image',
    reason: 'tfjs announces a size of 0 or below and computes an empty tensor; Keras refuses it',
    covers: ({ codes }) => codes.includes('window.misfit'),
  },
  {
    name: 'a concatenation axis that is the batch or is not there',
    reason:
      'tfjs joins along the batch for 0 and along the last axis for others; Keras refuses an axis that is not there',
    covers: ({ kind, fields }) => kind === 'concatenate' && fields.includes('axis'),
  },
  {
    name: 'a kernel without cells',
    reason: 'tfjs computes with a kernel size or a depth multiplier of 0 as if nothing were wrong; Keras refuses both',
    covers: ({ codes, fields }) =>
      !codes.includes('window.misfit') && (fields.includes('depthMultiplier') || fields.includes('kernelSize')),
  },
  {
    name: 'a cropping that leaves nothing',
    reason: 'tfjs puts out an empty tensor, or begins again from the other side; Keras refuses it',
    covers: ({ codes }) => codes.includes('crop.all'),
  },
  {
    name: 'groups that do not divide, or an output padding beyond the stride',
    reason: 'tfjs reads neither option; Keras refuses both',
    covers: ({ codes }) => codes.some((code) => code.startsWith('groups.') || code === 'transposed.outputPadding'),
  },
  {
    name: 'strides and dilation of a depthwise convolution',
    reason: 'tfjs checks Conv2D only and computes something for both at once here; Keras refuses them',
    covers: ({ kind, codes }) => kind === 'depthwiseConv2d' && codes.includes('stride.dilation'),
  },
  {
    name: 'a stride below 1',
    reason: 'where the window only just fits, tfjs steps outside the image and computes with what it finds there',
    covers: ({ fields }) => fields.includes('strides'),
    rare: true,
  },
  {
    name: 'a broken size in a target shape',
    reason: 'tfjs multiplies sizes without a look at them, so that 2.5 × 28 passes for 70 values',
    covers: ({ kind, fields }) => kind === 'reshape' && fields.includes('targetShape'),
  },
  {
    name: 'a dropout rate of 1',
    reason: 'tfjs silently drops nothing',
    covers: ({ kind, fields }) => /dropout/i.test(kind) && fields.includes('rate'),
  },
  {
    name: 'an axis of a product that is not there',
    reason: 'tfjs takes what it finds beyond the last axis for a size that fits',
    covers: ({ kind, fields }) => kind === 'dot' && fields.includes('axes'),
  },
  {
    name: 'token ids of four sizes',
    reason: 'what comes out has six with the batch; Stride goes to five, as Keras’s own layers after it do',
    covers: ({ kind, codes }) => kind === 'embedding' && codes.includes('rank.mismatch'),
  },
  {
    name: 'a second input of a recurrent layer',
    reason: 'tfjs and Keras take it for the state to start from, which Stride does not offer',
    covers: ({ kind, codes }) =>
      ['lstm', 'gru', 'simpleRnn', 'bidirectional'].includes(kind) && codes.includes('arity.many'),
  },
  {
    name: 'a layer whose rank is not that of one step',
    reason: 'tfjs’s TimeDistributed does not ask the layer inside, whose convolution then takes steps for rows',
    covers: ({ kind, codes }) => kind === 'timeDistributed' && codes.includes('rank.mismatch'),
  },
  {
    name: 'a layer in both directions that goes backwards itself',
    reason: 'tfjs turns both around; Keras refuses it, because it makes both go backwards',
    covers: ({ kind, fields }) => kind === 'bidirectional' && fields.includes('layer'),
  },
];

/** What tfjs builds as if an option of Keras were not there, so that it computes something else. */
export const tfjsIgnores: readonly Asymmetry[] = [
  {
    name: 'groups of channels',
    reason: 'tfjs has no grouped convolution: every filter sees every channel',
    covers: ({ kind, params }) => /^conv[123]d$/.test(kind) && (params.groups ?? 1) !== 1,
  },
  {
    name: 'axes kept by a global pooling',
    reason: 'tfjs does not read keepdims, and puts out a vector',
    covers: ({ kind, params }) => kind.startsWith('global') && params.keepdims === true,
  },
  {
    name: 'a dilated depthwise convolution',
    reason: 'tfjs does not hand the dilation on',
    covers: ({ kind, params }) => kind === 'depthwiseConv2d' && isAbove1(params.dilationRate),
  },
  {
    name: 'a dilated transposed convolution, or one with an output padding',
    reason: 'tfjs reads neither',
    covers: ({ kind, params }) =>
      kind === 'conv2dTranspose' && (isAbove1(params.dilationRate) || (params.outputPadding ?? null) !== null),
  },
];

const isAbove1 = (sizes: unknown): boolean => Array.isArray(sizes) && sizes.some((n) => n > 1);

/** What Stride accepts because Keras does, and tfjs 4.22 does not build. */
export const onlyStrideAccepts: readonly Asymmetry[] = [
  {
    name: 'normalisation of a volume',
    reason: 'tfjs 4.22 throws “batchNormalization is not implemented for array of rank 5 yet”',
    covers: ({ kind, inputs }) => /^(batch|layer)Normalization$/.test(kind) && inputs[0]?.length === 4,
  },
  {
    name: 'an activation that is new in Keras',
    reason: 'tfjs 4.22 throws “Unknown activation” for it: the engine must bring its own',
    covers: ({ params }) => /ctivation":"(leakyRelu|hardSilu|exponential)"/.test(JSON.stringify(params)),
  },
  {
    name: 'ELU with another alpha than 1',
    reason: 'Keras has it, tfjs 4.22 throws NotImplementedError: the engine must bring its own',
    covers: ({ kind, params }) => kind === 'elu' && params.alpha !== 1,
  },
  {
    name: 'a causal convolution',
    reason: 'Keras has it, tfjs 4.22 throws “causal padding mode in 1D convolution is not supported yet”',
    covers: ({ kind, params }) => kind === 'conv1d' && params.padding === 'causal',
  },
  {
    name: 'a penalty on what a layer puts out',
    reason: 'tfjs 4.22 throws “not supported yet” where a layer with an activity regulariser is called',
    covers: ({ params }) => (params.activityRegularizer ?? null) !== null,
  },
  {
    name: 'a GRU that resets after its product',
    reason: 'Keras’s default since version 2; tfjs 4.22 throws “reset_after compatibility mode is not supported”',
    covers: ({ kind, params }) => kind === 'gru' && params.resetAfter === true,
  },
];

/** Kinds that tfjs-layers 4.22 has no class for. They are compared with Keras and PyTorch (`npm run conformance`). */
export const absentFromTfjs: ReadonlySet<LayerKind> = new Set<LayerKind>([
  'custom',
  'subtract',
  'spatialDropout2d',
  'spatialDropout3d',
  'groupNormalization',
  'localResponseNormalization',
  'unitNormalization',
  'normalization',
  'conv1dTranspose',
  'depthwiseConv1d',
  'separableConv1d',
  'globalAveragePooling3d',
  'globalMaxPooling3d',
  'zeroPadding1d',
  'zeroPadding3d',
  'cropping1d',
  'cropping3d',
  'upSampling1d',
  'upSampling3d',
  'multiHeadAttention',
  'positionEmbedding',
  'sinePositionEmbedding',
  'patchEmbedding',
  'classToken',
  'takeToken',
  'reverseEmbedding',
]);
