import { type Initializer, type InitializerName, initializerSchema } from '../../../layers/initializers.ts';
import { type Constraint, constraintSchema, type Regularizer } from '../../../layers/penalties.ts';
import { isObject, type JsonObject, objectOf, textOf } from '../json.ts';

/** A setting as Stride has it; `undefined` where Stride has nothing of the kind. */
export type Read<T> = T | undefined;

/** Names that differ in nothing but case and underscores: `HeNormal`, `he_normal`. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[_\s-]/g, '');

/** Keras writes an object of a class as its name alone, as `{ class_name, config }`, or as a function `{ config: name }`. */
function namedObject(value: unknown): { readonly name: string; readonly config: JsonObject } | null {
  if (typeof value === 'string') return { name: plainName(value), config: {} };
  if (!isObject(value)) return null;
  const name = textOf(value.class_name);
  if (name === null) return null;
  if (name === 'function') return typeof value.config === 'string' ? namedObject(value.config) : null;
  return { name: plainName(name), config: objectOf(value.config) };
}

/** A number out of float32, as some versions write it (9.999999747378752e-05), is the short number that was meant. */
function number(value: unknown, otherwise: number): number {
  if (typeof value !== 'number') return otherwise;
  const short = Number(value.toPrecision(7));
  return Math.fround(value) === value && Math.fround(short) === value ? short : value;
}

const plainInitializers: Readonly<Record<string, InitializerName>> = {
  glorotuniform: 'glorotUniform',
  glorotnormal: 'glorotNormal',
  henormal: 'heNormal',
  heuniform: 'heUniform',
  lecunnormal: 'lecunNormal',
  lecununiform: 'lecunUniform',
  zeros: 'zeros',
  zero: 'zeros',
  ones: 'ones',
  one: 'ones',
};

/** What variance scaling with these settings is called. */
const scalings: Readonly<Record<string, InitializerName>> = {
  '1 fanavg uniform': 'glorotUniform',
  '1 fanavg truncatednormal': 'glorotNormal',
  '2 fanin uniform': 'heUniform',
  '2 fanin truncatednormal': 'heNormal',
  '1 fanin uniform': 'lecunUniform',
  '1 fanin truncatednormal': 'lecunNormal',
};

const modes: Readonly<Record<string, string>> = { fanin: 'fanIn', fanout: 'fanOut', fanavg: 'fanAvg' };
const distributions: Readonly<Record<string, string>> = {
  uniform: 'uniform',
  truncatednormal: 'truncatedNormal',
  untruncatednormal: 'untruncatedNormal',
};

function varianceScaling(config: JsonObject): unknown {
  const scale = number(config.scale, 1);
  const mode = plainName(textOf(config.mode) ?? 'fan_in');
  const given = plainName(textOf(config.distribution) ?? 'truncated_normal');
  const distribution = given === 'normal' ? 'truncatednormal' : given;
  return (
    scalings[`${scale} ${mode} ${distribution}`] ?? {
      name: 'varianceScaling',
      scale,
      mode: modes[mode],
      distribution: distributions[distribution],
    }
  );
}

export function readInitializer(value: unknown): Read<Initializer> {
  const object = namedObject(value);
  if (!object) return undefined;
  const { name, config } = object;
  const plain = plainInitializers[name];
  if (plain) return plain;
  const found = (): unknown => {
    switch (name) {
      case 'varianceScaling':
      case 'variancescaling':
        return varianceScaling(config);
      case 'orthogonal':
        return number(config.gain, 1) === 1 ? 'orthogonal' : undefined;
      case 'identity':
      case 'identityinitializer':
        return number(config.gain, 1) === 1 ? 'identity' : undefined;
      case 'constant':
        return { name: 'constant', value: number(config.value, 0) };
      case 'randomnormal':
      case 'normal':
        return { name: 'randomNormal', mean: number(config.mean, 0), stddev: number(config.stddev, 0.05) };
      case 'truncatednormal':
        return { name: 'truncatedNormal', mean: number(config.mean, 0), stddev: number(config.stddev, 0.05) };
      case 'randomuniform':
      case 'uniform':
        return { name: 'randomUniform', minval: number(config.minval, -0.05), maxval: number(config.maxval, 0.05) };
      default:
        return undefined;
    }
  };
  const parsed = initializerSchema.safeParse(found());
  return parsed.success ? parsed.data : undefined;
}

/** L1, L2 and L1L2, under the names of all versions. */
export function readRegularizer(value: unknown): Read<Regularizer> {
  if (value === null) return null;
  const object = namedObject(value);
  if (!object) return undefined;
  const { name, config } = object;
  // The classes themselves default to 0.01, but a config always says its factors.
  const alone = 0.01;
  const bare = Object.keys(config).length === 0;
  switch (name) {
    case 'l1':
      return { l1: number(config.l1 ?? config.l, alone), l2: 0 };
    case 'l2':
      return { l1: 0, l2: number(config.l2 ?? config.l, alone) };
    case 'l1l2':
      return { l1: number(config.l1, bare ? alone : 0), l2: number(config.l2, bare ? alone : 0) };
    default:
      return undefined;
  }
}

export function readConstraint(value: unknown): Read<Constraint> {
  if (value === null) return null;
  const object = namedObject(value);
  if (!object) return undefined;
  const { name, config } = object;
  const axis = typeof config.axis === 'number' ? [config.axis] : (config.axis ?? [0]);
  const found = (): unknown => {
    switch (name) {
      case 'nonneg':
        return { name: 'nonNeg' };
      case 'maxnorm':
        return { name: 'maxNorm', maxValue: number(config.max_value, 2), axis };
      case 'unitnorm':
        return { name: 'unitNorm', axis };
      case 'minmaxnorm': {
        const [minValue, maxValue] = [number(config.min_value, 0), number(config.max_value, 1)];
        return { name: 'minMaxNorm', minValue, maxValue, rate: number(config.rate, 1), axis };
      }
      default:
        return undefined;
    }
  };
  const parsed = constraintSchema.safeParse(found());
  return parsed.success ? parsed.data : undefined;
}

/** Other names of values that Stride has: `swish` is SiLU. */
const choiceAliases: Readonly<Record<string, string>> = {
  swish: 'silu',
  logsoftmax: 'logsoftmax',
  none: 'linear',
};

/** One of a setting's choices under any spelling, function or name; no activation at all is `linear`. */
export function readChoice(value: unknown, choices: readonly string[]): Read<string> {
  if (value === null) return choices.find((choice) => choice === 'linear' || choice === 'none');
  const object = namedObject(value);
  // A layer in place of a function may have settings of its own, which a name cannot have.
  if (!object || Object.keys(object.config).some((key) => key !== 'name' && key !== 'dtype' && key !== 'trainable'))
    return undefined;
  const wanted = object.name;
  return (
    choices.find((choice) => plainName(choice) === wanted) ??
    choices.find((choice) => plainName(choice) === choiceAliases[wanted])
  );
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value);

/** `count` numbers; one stands for all, as Keras takes it. */
export function readExtents(value: unknown, count: number): Read<readonly number[]> {
  if (isCount(value)) return Array.from({ length: count }, () => value);
  if (!Array.isArray(value) || !value.every(isCount)) return undefined;
  if (value.length === count) return value;
  const [only] = value;
  return value.length === 1 && only !== undefined ? Array.from({ length: count }, () => only) : undefined;
}

/** Before and after along each of `axes` axes; one number stands for an axis, or for all. */
export function readSides(value: unknown, axes: number): Read<readonly (readonly number[])[]> {
  const both = (n: number): readonly number[] => [n, n];
  if (isCount(value)) return Array.from({ length: axes }, () => both(value));
  if (!Array.isArray(value)) return undefined;
  // Along one axis the pair is often written without the list around it.
  if (axes === 1 && value.length === 2 && value.every(isCount)) return [value];
  if (value.length !== axes) return undefined;
  const sides = value.map((side) => (isCount(side) ? both(side) : readExtents(side, 2)));
  return sides.every((side) => side !== undefined) ? sides : undefined;
}

/** A number, or the only one of a list: Keras 2 wrote axes so. */
export function readNumber(value: unknown): Read<number> {
  if (typeof value === 'number') return value;
  if (Array.isArray(value) && value.length === 1 && typeof value[0] === 'number') return value[0];
  return undefined;
}

export function readSizes(value: unknown): Read<readonly number[]> {
  if (isCount(value)) return [value];
  if (!Array.isArray(value)) return undefined;
  const sizes = value.map((size) => (size === null ? -1 : size));
  return sizes.every(isCount) ? sizes : undefined;
}
