export const paddingNames = ['valid', 'same'] as const;
export type PaddingName = (typeof paddingNames)[number];

export const activationNames = [
  'linear',
  'relu',
  'relu6',
  'elu',
  'selu',
  'gelu',
  'silu',
  'mish',
  'sigmoid',
  'hardSigmoid',
  'tanh',
  'softsign',
  'softplus',
  'softmax',
  'logSoftmax',
  'leakyRelu',
  'hardSilu',
  'exponential',
] as const;
export type ActivationName = (typeof activationNames)[number];

export const interpolationNames = ['nearest', 'bilinear'] as const;

interface ActivationFacts {
  readonly label: string;
  /** Name in Keras's JSON. SiLU is written `swish`: Keras reads both names, tfjs only that one. */
  readonly keras: string;
  /**
   * Operations for one element as TensorFlow's profiler counts the function's kernels: 1 for each multiplication,
   * addition or division, 5 for softmax, none for those with a kernel of their own (FORMULAS.md).
   */
  readonly ops: number;
}

export const activationFacts: { readonly [A in ActivationName]: ActivationFacts } = {
  linear: { label: 'Linear', keras: 'linear', ops: 0 },
  relu: { label: 'ReLU', keras: 'relu', ops: 0 },
  relu6: { label: 'ReLU6', keras: 'relu6', ops: 0 },
  elu: { label: 'ELU', keras: 'elu', ops: 0 },
  selu: { label: 'SELU', keras: 'selu', ops: 0 },
  gelu: { label: 'GELU', keras: 'gelu', ops: 4 },
  silu: { label: 'SiLU', keras: 'swish', ops: 1 },
  mish: { label: 'Mish', keras: 'mish', ops: 1 },
  sigmoid: { label: 'Sigmoid', keras: 'sigmoid', ops: 0 },
  hardSigmoid: { label: 'Hard sigmoid', keras: 'hard_sigmoid', ops: 2 },
  tanh: { label: 'Tanh', keras: 'tanh', ops: 0 },
  softsign: { label: 'Softsign', keras: 'softsign', ops: 0 },
  softplus: { label: 'Softplus', keras: 'softplus', ops: 0 },
  softmax: { label: 'Softmax', keras: 'softmax', ops: 5 },
  logSoftmax: { label: 'Log-softmax', keras: 'log_softmax', ops: 5 },
  leakyRelu: { label: 'Leaky ReLU', keras: 'leaky_relu', ops: 0 },
  hardSilu: { label: 'Hard SiLU', keras: 'hard_silu', ops: 3 },
  exponential: { label: 'Exponential', keras: 'exponential', ops: 0 },
};

/** What a reader calls the values of the choices; a value that is not here is its own label. */
export const choiceLabels: Readonly<Record<string, string>> = {
  ...Object.fromEntries(activationNames.map((name) => [name, activationFacts[name].label])),
  glorotUniform: 'Glorot uniform',
  glorotNormal: 'Glorot normal',
  heNormal: 'He normal',
  heUniform: 'He uniform',
  lecunNormal: 'LeCun normal',
  lecunUniform: 'LeCun uniform',
  zeros: 'Zeros',
  ones: 'Ones',
  orthogonal: 'Orthogonal',
  identity: 'Identity',
  constant: 'Constant',
  randomNormal: 'Random normal',
  truncatedNormal: 'Truncated normal',
  untruncatedNormal: 'Untruncated normal',
  randomUniform: 'Random uniform',
  varianceScaling: 'Variance scaling',
  uniform: 'Uniform',
  fanIn: 'Fan in',
  fanOut: 'Fan out',
  fanAvg: 'Fan average',
  nonNeg: 'Not negative',
  maxNorm: 'Greatest norm',
  unitNorm: 'Unit norm',
  minMaxNorm: 'Norm between',
};
