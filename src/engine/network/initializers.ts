import { combine, normalStream, uniformStream } from '../random.ts';
import { orthogonalValues } from './orthogonal.ts';

/** How a weight's first values are drawn, as Keras draws them. */
export type Initializer =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'normal' | 'truncatedNormal'; readonly mean: number; readonly deviation: number }
  | {
      readonly kind: 'varianceScaling';
      readonly scale: number;
      readonly mode: 'fanIn' | 'fanOut' | 'fanAvg';
      readonly distribution: 'uniform' | 'truncatedNormal' | 'normal';
    }
  | { readonly kind: 'orthogonal' | 'identity'; readonly gain: number }
  /** A vector in equal parts, each drawn its own way: the bias of an LSTM, whose forget gate starts at 1. */
  | { readonly kind: 'blocks'; readonly blocks: readonly Initializer[] };

const scaling = (
  scale: number,
  mode: 'fanIn' | 'fanOut' | 'fanAvg',
  distribution: 'uniform' | 'truncatedNormal',
): Initializer => ({ kind: 'varianceScaling', scale, mode, distribution });

const named: Readonly<Record<string, Initializer>> = {
  zeros: { kind: 'constant', value: 0 },
  ones: { kind: 'constant', value: 1 },
  uniform: { kind: 'uniform', min: -0.05, max: 0.05 },
  glorotUniform: scaling(1, 'fanAvg', 'uniform'),
  glorotNormal: scaling(1, 'fanAvg', 'truncatedNormal'),
  heUniform: scaling(2, 'fanIn', 'uniform'),
  heNormal: scaling(2, 'fanIn', 'truncatedNormal'),
  lecunUniform: scaling(1, 'fanIn', 'uniform'),
  lecunNormal: scaling(1, 'fanIn', 'truncatedNormal'),
  orthogonal: { kind: 'orthogonal', gain: 1 },
  identity: { kind: 'identity', gain: 1 },
};

/** Reads Keras's `{ class_name, config }`, or a bare name in any of its spellings. `null`: not one we know. */
export function readInitializer(value: unknown): Initializer | null {
  const byName = (name: string): Initializer | null => {
    const key = camel(name);
    return Object.hasOwn(named, key) ? (named[key] ?? null) : null;
  };
  if (typeof value === 'string') return byName(value);
  if (!isRecord(value) || typeof value.class_name !== 'string') return null;
  const config = isRecord(value.config) ? value.config : {};
  const read = (key: string, fallback: number): number => {
    const entry = config[key];
    return typeof entry === 'number' ? entry : fallback;
  };
  switch (value.class_name) {
    case 'Constant':
      return { kind: 'constant', value: read('value', 0) };
    case 'RandomUniform':
      return { kind: 'uniform', min: read('minval', -0.05), max: read('maxval', 0.05) };
    case 'RandomNormal':
      return { kind: 'normal', mean: read('mean', 0), deviation: read('stddev', 0.05) };
    case 'TruncatedNormal':
      return { kind: 'truncatedNormal', mean: read('mean', 0), deviation: read('stddev', 0.05) };
    case 'VarianceScaling':
      return varianceScaling(config, read('scale', 1));
    case 'Orthogonal':
    case 'OrthogonalInitializer':
      return { kind: 'orthogonal', gain: read('gain', 1) };
    case 'Identity':
    case 'IdentityInitializer':
      return { kind: 'identity', gain: read('gain', 1) };
    default:
      return byName(value.class_name);
  }
}

function varianceScaling(config: Readonly<Record<string, unknown>>, scale: number): Initializer | null {
  const modes = { fan_in: 'fanIn', fan_out: 'fanOut', fan_avg: 'fanAvg' } as const;
  const distributions = {
    uniform: 'uniform',
    normal: 'truncatedNormal',
    truncated_normal: 'truncatedNormal',
    untruncated_normal: 'normal',
  } as const;
  const mode = Object.entries(modes).find(([name]) => name === (config.mode ?? 'fan_in'))?.[1];
  const wanted = config.distribution ?? 'truncated_normal';
  const distribution = Object.entries(distributions).find(([name]) => name === wanted)?.[1];
  return mode && distribution ? { kind: 'varianceScaling', scale, mode, distribution } : null;
}

/** First values of a weight. The seed alone decides them: not the order of building, not the backend. */
export function initialValues(initializer: Initializer, shape: readonly number[], seed: number): Float32Array {
  const values = new Float32Array(shape.reduce((product, n) => product * n, 1));
  switch (initializer.kind) {
    case 'constant':
      return values.fill(initializer.value);
    case 'orthogonal':
      return orthogonalValues(shape, initializer.gain, seed);
    case 'blocks':
      return fillBlocks(values, initializer.blocks, seed);
    case 'identity':
      return fillDiagonal(values, shape, initializer.gain);
    case 'uniform':
      return fillUniform(values, initializer.min, initializer.max, seed);
    case 'normal':
      return fillNormal(values, initializer.mean, initializer.deviation, seed, Number.POSITIVE_INFINITY);
    case 'truncatedNormal':
      return fillNormal(values, initializer.mean, initializer.deviation, seed, 2);
    case 'varianceScaling': {
      const [fanIn, fanOut] = fans(shape);
      const fan = { fanIn, fanOut, fanAvg: (fanIn + fanOut) / 2 }[initializer.mode];
      const variance = initializer.scale / Math.max(1, fan);
      if (initializer.distribution === 'uniform') {
        const limit = Math.sqrt(3 * variance);
        return fillUniform(values, -limit, limit, seed);
      }
      if (initializer.distribution === 'normal') {
        return fillNormal(values, 0, Math.sqrt(variance), seed, Number.POSITIVE_INFINITY);
      }
      return fillNormal(values, 0, Math.sqrt(variance) / deviationAfterTruncation, seed, 2);
    }
  }
}

/** Standard deviation of a standard normal cut at ±2: Keras divides by it so that the variance is the one asked for. */
const deviationAfterTruncation = 0.87962566103423978;

/** Keras's `compute_fans`: the receptive field times the channels on either side. */
function fans(shape: readonly number[]): [number, number] {
  const [first = 1] = shape;
  if (shape.length < 2) return [first, first];
  const field = shape.slice(0, -2).reduce((product, n) => product * n, 1);
  return [field * (shape.at(-2) ?? 1), field * (shape.at(-1) ?? 1)];
}

function fillUniform(values: Float32Array, min: number, max: number, seed: number): Float32Array {
  const next = uniformStream(seed);
  for (let i = 0; i < values.length; i++) values[i] = min + (max - min) * next();
  return values;
}

function fillBlocks(values: Float32Array, blocks: readonly Initializer[], seed: number): Float32Array {
  const size = values.length / blocks.length;
  blocks.forEach((block, i) => {
    values.set(initialValues(block, [size], combine(seed, i)), i * size);
  });
  return values;
}

/** Of a matrix, square or not; Keras has no other identity. */
function fillDiagonal(values: Float32Array, [rows = 1, columns = 1]: readonly number[], gain: number): Float32Array {
  for (let i = 0; i < Math.min(rows, columns); i++) values[i * columns + i] = gain;
  return values;
}

/** What falls beyond `cut` deviations is drawn again. */
function fillNormal(values: Float32Array, mean: number, deviation: number, seed: number, cut: number): Float32Array {
  const next = normalStream(seed);
  let i = 0;
  while (i < values.length) {
    const z = next();
    if (Math.abs(z) <= cut) values[i++] = mean + deviation * z;
  }
  return values;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `he_normal`, `HeNormal` and `heNormal` are one name. */
const camel = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/^\w/, (letter) => letter.toLowerCase());
