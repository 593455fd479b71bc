type Defaults = Readonly<Record<string, unknown>>;

/** A function that makes layers: arguments that it must be given, and what it takes for those that it is not given. */
export interface Factory {
  readonly name: string;
  readonly required: readonly string[];
  readonly optional: Defaults;
}

const factory = (name: string, required: readonly string[] = [], ...optional: readonly Defaults[]): Factory => ({
  name,
  required,
  optional: Object.assign({}, ...optional),
});

/** How one weight is drawn and penalised. */
const drawn = (weight: string, initializer: string): Defaults => ({
  [`${weight}Initializer`]: initializer,
  [`${weight}Regularizer`]: null,
});

const activation: Defaults = { activation: 'linear' };
const bias: Defaults = { useBias: true, ...drawn('bias', 'zeros') };
const kernel = drawn('kernel', 'glorotNormal');
const window: Defaults = { strides: 1, padding: 'valid', dilationRate: 1 };
const pooling: Defaults = { poolSize: 2, strides: null, padding: 'valid' };
const depthwise: Defaults = { depthMultiplier: 1, ...drawn('depthwise', 'glorotNormal') };
const scaled: Defaults = { center: true, scale: true, ...drawn('gamma', 'ones'), ...drawn('beta', 'zeros') };
const moving: Defaults = { movingMeanInitializer: 'zeros', movingVarianceInitializer: 'ones' };
const normalized: Defaults = { axis: -1, epsilon: 1e-3, ...scaled };

const recurrent: Defaults = {
  activation: 'tanh',
  ...bias,
  ...kernel,
  ...drawn('recurrent', 'orthogonal'),
  dropout: 0,
  recurrentDropout: 0,
  returnSequences: false,
  returnState: false,
  goBackwards: false,
  stateful: false,
  unroll: false,
};
const gated: Defaults = { ...recurrent, recurrentActivation: 'hardSigmoid' };

/** Members of `tf.layers`, tfjs-layers 4.22, by the class that they make. Channels are last, which none has to be told. */
export const tfjsFactories: Readonly<Record<string, Factory>> = {
  Activation: factory('activation', ['activation']),
  Add: factory('add'),
  AlphaDropout: factory('alphaDropout', ['rate'], { noiseShape: null }),
  Average: factory('average'),
  AveragePooling1D: factory('averagePooling1d', [], pooling),
  AveragePooling2D: factory('averagePooling2d', [], pooling),
  AveragePooling3D: factory('averagePooling3d', ['poolSize'], pooling),
  BatchNormalization: factory('batchNormalization', [], normalized, { momentum: 0.99 }, moving),
  Bidirectional: factory('bidirectional', ['layer', 'mergeMode']),
  Concatenate: factory('concatenate', [], { axis: -1 }),
  Conv1D: factory('conv1d', ['filters', 'kernelSize'], window, activation, bias, kernel),
  Conv2D: factory('conv2d', ['filters', 'kernelSize'], window, activation, bias, kernel),
  Conv2DTranspose: factory('conv2dTranspose', ['filters', 'kernelSize'], window, activation, bias, kernel),
  Conv3D: factory('conv3d', ['filters', 'kernelSize'], window, activation, bias, kernel),
  Cropping2D: factory('cropping2D', ['cropping']),
  Dense: factory('dense', ['units'], activation, bias, kernel),
  DepthwiseConv2D: factory('depthwiseConv2d', ['kernelSize'], window, depthwise, activation, bias),
  Dot: factory('dot', ['axes'], { normalize: false }),
  Dropout: factory('dropout', ['rate'], { noiseShape: null }),
  ELU: factory('elu', [], { alpha: 1 }),
  Embedding: factory('embedding', ['inputDim', 'outputDim'], drawn('embeddings', 'randomUniform'), { maskZero: false }),
  Flatten: factory('flatten'),
  GRU: factory('gru', ['units'], gated, { resetAfter: false }),
  GaussianDropout: factory('gaussianDropout', ['rate']),
  GaussianNoise: factory('gaussianNoise', ['stddev']),
  GlobalAveragePooling1D: factory('globalAveragePooling1d'),
  GlobalAveragePooling2D: factory('globalAveragePooling2d'),
  GlobalMaxPooling1D: factory('globalMaxPooling1d'),
  GlobalMaxPooling2D: factory('globalMaxPooling2d'),
  LSTM: factory('lstm', ['units'], gated, { unitForgetBias: false }),
  LayerNormalization: factory('layerNormalization', [], normalized),
  LeakyReLU: factory('leakyReLU', [], { alpha: 0.3 }),
  MaxPooling1D: factory('maxPooling1d', [], pooling),
  MaxPooling2D: factory('maxPooling2d', [], pooling),
  MaxPooling3D: factory('maxPooling3d', ['poolSize'], pooling),
  Maximum: factory('maximum'),
  Minimum: factory('minimum'),
  Multiply: factory('multiply'),
  PReLU: factory('prelu', [], drawn('alpha', 'zeros'), { sharedAxes: null }),
  Permute: factory('permute', ['dims']),
  ReLU: factory('reLU', [], { maxValue: null }),
  RepeatVector: factory('repeatVector', ['n']),
  Rescaling: factory('rescaling', ['scale'], { offset: 0 }),
  Reshape: factory('reshape', ['targetShape']),
  SeparableConv2D: factory(
    'separableConv2d',
    ['filters', 'kernelSize'],
    window,
    { depthMultiplier: 1, ...drawn('depthwise', 'glorotUniform'), ...drawn('pointwise', 'glorotUniform') },
    activation,
    bias,
  ),
  SimpleRNN: factory('simpleRNN', ['units'], recurrent),
  Softmax: factory('softmax', [], { axis: 1 }),
  SpatialDropout1D: factory('spatialDropout1d', ['rate']),
  ThresholdedReLU: factory('thresholdedReLU', [], { theta: 1 }),
  TimeDistributed: factory('timeDistributed', ['layer']),
  UpSampling2D: factory('upSampling2d', [], { size: 2, interpolation: 'nearest' }),
  ZeroPadding2D: factory('zeroPadding2d', [], { padding: 1 }),
};

const ownKernel = drawn('kernel', 'glorotUniform');
const ownDepthwise: Defaults = { depthMultiplier: 1, ...drawn('depthwise', 'glorotUniform') };
const convolution = (axes: number): Factory =>
  factory(`conv${axes}d`, ['filters', 'kernelSize'], window, { groups: 1 }, activation, bias, ownKernel);
const transposed = (axes: number): Factory =>
  factory(
    `conv${axes}dTranspose`,
    ['filters', 'kernelSize'],
    window,
    { outputPadding: null },
    activation,
    bias,
    ownKernel,
  );
const depthwiseConvolution = (axes: number): Factory =>
  factory(`depthwiseConv${axes}d`, ['kernelSize'], window, ownDepthwise, activation, bias);
const globalPooling = (which: 'Average' | 'Max', axes: number): Factory =>
  factory(`global${which}Pooling${axes}d`, [], { keepdims: false });

/** Members of what `strideLayers(tf)` of `stride-layers.js` gives, `src/tfjs-layers`, by the class that they make. */
export const strideFactories: Readonly<Record<string, Factory>> = {
  AddPositionEmbedding: factory('addPositionEmbedding', ['sequenceLength'], drawn('embeddings', 'randomUniform')),
  AddSinePositionEmbedding: factory('addSinePositionEmbedding', [], { maxWavelength: 10_000 }),
  AveragePooling3D: factory('averagePooling3d', ['poolSize', 'strides'], { padding: 'valid' }),
  BatchNormalization: factory('batchNormalization', [], normalized, { momentum: 0.99 }, moving),
  ClassToken: factory('classToken', [], drawn('embeddings', 'zeros')),
  Conv1D: convolution(1),
  Conv1DTranspose: transposed(1),
  Conv2D: convolution(2),
  Conv2DTranspose: transposed(2),
  Conv3D: convolution(3),
  Cropping1D: factory('cropping1d', ['cropping']),
  Cropping3D: factory('cropping3d', ['cropping']),
  DepthwiseConv1D: depthwiseConvolution(1),
  DepthwiseConv2D: depthwiseConvolution(2),
  ELU: factory('elu', ['alpha']),
  GRU: factory('gru', ['units', 'resetAfter'], recurrent, ownKernel, { recurrentActivation: 'sigmoid' }),
  GlobalAveragePooling1D: globalPooling('Average', 1),
  GlobalAveragePooling2D: globalPooling('Average', 2),
  GlobalAveragePooling3D: globalPooling('Average', 3),
  GlobalMaxPooling1D: globalPooling('Max', 1),
  GlobalMaxPooling2D: globalPooling('Max', 2),
  GlobalMaxPooling3D: globalPooling('Max', 3),
  GroupNormalization: factory('groupNormalization', ['groups'], { epsilon: 1e-3 }, scaled),
  LayerNormalization: factory('layerNormalization', ['axis'], { epsilon: 1e-3 }, scaled),
  LocalResponseNormalization: factory('localResponseNormalization', [], {
    depthRadius: 5,
    bias: 1,
    alpha: 1,
    beta: 0.5,
  }),
  MaxPooling3D: factory('maxPooling3d', ['poolSize', 'strides'], { padding: 'valid' }),
  MultiHeadAttention: factory(
    'multiHeadAttention',
    ['numHeads', 'keyDim'],
    { valueDim: null, dropout: 0, useCausalMask: false },
    bias,
    ownKernel,
  ),
  Normalization: factory('normalization', [], { axis: -1, mean: null, variance: null, invert: false }),
  PatchEmbedding: factory('patchEmbedding', ['patchSize', 'outputDim'], bias, ownKernel),
  ReLU: factory('reLU', [], { maxValue: null, negativeSlope: 0, threshold: 0 }),
  ReverseEmbedding: factory('reverseEmbedding', ['inputDim'], drawn('embeddings', 'randomUniform')),
  SeparableConv1D: factory(
    'separableConv1d',
    ['filters', 'kernelSize'],
    window,
    ownDepthwise,
    drawn('pointwise', 'glorotUniform'),
    activation,
    bias,
  ),
  SpatialDropout2D: factory('spatialDropout2d', ['rate']),
  SpatialDropout3D: factory('spatialDropout3d', ['rate']),
  Subtract: factory('subtract'),
  TakeToken: factory('takeToken', [], { index: 0 }),
  UnitNormalization: factory('unitNormalization', [], { axis: -1 }),
  UpSampling1D: factory('upSampling1d', [], { size: 2 }),
  UpSampling2D: factory('upSampling2d', [], { size: 2, interpolation: 'nearest' }),
  UpSampling3D: factory('upSampling3d', [], { size: 2 }),
  ZeroPadding1D: factory('zeroPadding1d', [], { padding: 1 }),
  ZeroPadding3D: factory('zeroPadding3d', [], { padding: 1 }),
};
