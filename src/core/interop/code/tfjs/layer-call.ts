import { Call, type Expression } from '../javascript.ts';
import { type Factory, strideFactories, tfjsFactories } from './factories.ts';

type Config = Readonly<Record<string, unknown>>;

interface Serialized {
  readonly class_name: string;
  readonly config: Config;
}

/** A layer of the file that plain tfjs opens. */
export interface MadeLayer {
  readonly class_name: string;
  readonly config: Config;
  /** Its class, or that of the layer in it, is one of `stride-layers.js`. */
  readonly isOurs: boolean;
}

/** `tf.layers.conv2d({ filters: 32, kernelSize: 3, name: 'c1' })`: only what differs from tfjs's own defaults is said. */
export function layerCall({ class_name: className, config, isOurs }: MadeLayer): Call {
  const inner = isSerialized(config.layer) ? config.layer : undefined;
  const { maker, required, optional } = factoryOf(className, isOurs && !inner);
  const given = camelConfig(config);
  const values = new Map<string, Expression>();
  for (const key of required) values.set(key, shown(key, given[key], className));
  if (inner) values.set('layer', layerCall({ ...inner, isOurs }));
  for (const [key, usual] of Object.entries(optional))
    if (!isUsual(key, usual, given)) values.set(key, shown(key, given[key], className));
  if (given.trainable === false) values.set('trainable', false);
  values.set('name', expression(given.name));
  return new Call(maker, Object.fromEntries(values));
}

function factoryOf(className: string, isOurs: boolean): Factory & { readonly maker: string } {
  const table = isOurs ? strideFactories : tfjsFactories;
  const found = Object.hasOwn(table, className) ? table[className] : undefined;
  if (found === undefined) throw new Error(`nothing makes a ${className}`);
  return { ...found, maker: `${isOurs ? 'stride' : 'tf.layers'}.${found.name}` };
}

const camelCase = (text: string): string => text.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Keys and the words that tfjs knows, as tfjs writes them; a name stays as it is. */
const camelConfig = (config: Config): Config =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      camelCase(key),
      typeof value === 'string' && key !== 'name' ? camelCase(value) : value,
    ]),
  );

function isUsual(key: string, usual: unknown, given: Config): boolean {
  const value = given[key];
  if (value === undefined) return true;
  if (key === 'strides' && usual === null) return same(value, given.poolSize);
  if (key === 'valueDim') return value === null || value === given.keyDim;
  return isSerialized(value) ? serialized(key, value) === usual : same(value, usual);
}

/** One number stands for the same along each axis. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(shortest(a)) === JSON.stringify(shortest(b));

function shortest(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return value;
  const all = value.flat();
  return all.every((one) => typeof one === 'number' && one === all[0]) ? all[0] : value;
}

/** Sizes along the axes of a window, of which one stands for all that are equal. */
const windows = new Set([
  'kernelSize',
  'poolSize',
  'strides',
  'dilationRate',
  'size',
  'padding',
  'cropping',
  'patchSize',
]);

function shown(key: string, value: unknown, className: string): Expression {
  // The one size that tfjs takes as a list only.
  if (key === 'size' && className === 'UpSampling2D') return expression(value);
  if (windows.has(key)) return expression(shortest(value));
  return isSerialized(value) ? serialized(key, value) : expression(value);
}

const serialized = (key: string, value: Serialized): Expression =>
  key.endsWith('Regularizer') ? regularizer(value) : initializer(value);

function expression(value: unknown): Expression {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(expression);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, expression(one)]));
}

/** What an initialiser of tfjs's takes for the settings that it is not given. */
const initializerDefaults: Readonly<Record<string, Config>> = {
  RandomNormal: { mean: 0, stddev: 0.05 },
  RandomUniform: { minval: -0.05, maxval: 0.05 },
  TruncatedNormal: { mean: 0, stddev: 0.05 },
  VarianceScaling: { scale: 1, mode: 'fanIn', distribution: 'normal' },
};

/** `'heNormal'` where it has no settings of its own, else `tf.initializers.randomNormal({ stddev: 0.02 })`. */
function initializer({ class_name: className, config }: Serialized): Expression {
  const set = Object.entries(camelConfig(config)).flatMap(([key, value]): [string, unknown][] => {
    // The word of Keras's for what tfjs calls normal, and draws so; it takes the word itself for a uniform distribution.
    const own = key === 'distribution' && value === 'truncatedNormal' ? 'normal' : value;
    return key === 'seed' || own === null || own === initializerDefaults[className]?.[key] ? [] : [[key, own]];
  });
  const settings = JSON.stringify(set);
  if (className === 'VarianceScaling' && settings === '[]') return 'leCunNormal';
  if (className === 'VarianceScaling' && settings === '[["distribution","uniform"]]') return 'leCunUniform';
  const name = `${className.slice(0, 1).toLowerCase()}${className.slice(1)}`;
  return set.length === 0 ? name : new Call(`tf.initializers.${name}`, expression(Object.fromEntries(set)));
}

/** One of the two penalties, or both. */
function regularizer({ config: { l1 = 0, l2 = 0 } }: Serialized): Expression {
  const set = Object.entries({ l1, l2 }).filter(([, factor]) => factor !== 0);
  return new Call(`tf.regularizers.${set.map(([key]) => key).join('')}`, expression(Object.fromEntries(set)));
}

const isObject = (value: unknown): value is Config =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSerialized = (value: unknown): value is Serialized =>
  isObject(value) && typeof value.class_name === 'string' && isObject(value.config);
