import { z } from 'zod';

/** Initialisers without numbers of their own. */
export const initializerNames = [
  'glorotUniform',
  'glorotNormal',
  'heNormal',
  'heUniform',
  'lecunNormal',
  'lecunUniform',
  'zeros',
  'ones',
  'orthogonal',
  'identity',
] as const;
export type InitializerName = (typeof initializerNames)[number];

export const scalingModes = ['fanIn', 'fanOut', 'fanAvg'] as const;
export const scalingDistributions = ['uniform', 'truncatedNormal', 'untruncatedNormal'] as const;

const spread = z.number().min(0).max(1e6);
const centre = z.number().min(-1e6).max(1e6);

/** How a weight is drawn before training. Source: https://keras.io/api/layers/initializers/ */
export const initializerSchema = z.union([
  z.enum(initializerNames),
  z.discriminatedUnion('name', [
    z.object({ name: z.literal('constant'), value: centre.default(0) }),
    z.object({ name: z.literal('randomNormal'), mean: centre.default(0), stddev: spread.default(0.05) }),
    z.object({ name: z.literal('truncatedNormal'), mean: centre.default(0), stddev: spread.default(0.05) }),
    z.object({ name: z.literal('randomUniform'), minval: centre.default(-0.05), maxval: centre.default(0.05) }),
    z.object({
      name: z.literal('varianceScaling'),
      scale: z.number().gt(0).max(1e6).default(1),
      mode: z.enum(scalingModes).default('fanIn'),
      distribution: z.enum(scalingDistributions).default('truncatedNormal'),
    }),
  ]),
]);
export type Initializer = z.infer<typeof initializerSchema>;

interface KerasInitializer {
  readonly class_name: string;
  readonly config: Readonly<Record<string, string | number | null>>;
}

const unseeded = { seed: null };
const lecun = { scale: 1, mode: 'fan_in', seed: null };

const kerasInitializers: { readonly [I in InitializerName]: KerasInitializer } = {
  glorotUniform: { class_name: 'GlorotUniform', config: unseeded },
  glorotNormal: { class_name: 'GlorotNormal', config: unseeded },
  heNormal: { class_name: 'HeNormal', config: unseeded },
  heUniform: { class_name: 'HeUniform', config: unseeded },
  lecunNormal: { class_name: 'VarianceScaling', config: { ...lecun, distribution: 'normal' } },
  lecunUniform: { class_name: 'VarianceScaling', config: { ...lecun, distribution: 'uniform' } },
  zeros: { class_name: 'Zeros', config: {} },
  ones: { class_name: 'Ones', config: {} },
  orthogonal: { class_name: 'Orthogonal', config: { gain: 1, seed: null } },
  identity: { class_name: 'Identity', config: { gain: 1 } },
};

const kerasModes = { fanIn: 'fan_in', fanOut: 'fan_out', fanAvg: 'fan_avg' } as const;
/** tfjs knows `normal`, which is Keras's old name of the truncated one, and no untruncated one. */
const kerasDistributions = {
  uniform: 'uniform',
  truncatedNormal: 'truncated_normal',
  untruncatedNormal: 'untruncated_normal',
} as const;

/**
 * Initializer as Keras's JSON has it. LeCun's are written as the variance scaling that they are, because Keras and tfjs
 * spell their class names differently.
 */
export function kerasInitializer(initializer: Initializer): KerasInitializer {
  if (typeof initializer === 'string') return kerasInitializers[initializer];
  switch (initializer.name) {
    case 'constant':
      return { class_name: 'Constant', config: { value: initializer.value } };
    case 'randomNormal':
    case 'truncatedNormal': {
      const { mean, stddev } = initializer;
      const className = initializer.name === 'randomNormal' ? 'RandomNormal' : 'TruncatedNormal';
      return { class_name: className, config: { mean, stddev, seed: null } };
    }
    case 'randomUniform': {
      const { minval, maxval } = initializer;
      return { class_name: 'RandomUniform', config: { minval, maxval, seed: null } };
    }
    case 'varianceScaling': {
      const { scale, mode, distribution } = initializer;
      const config = { scale, mode: kerasModes[mode], distribution: kerasDistributions[distribution], seed: null };
      return { class_name: 'VarianceScaling', config };
    }
  }
}
