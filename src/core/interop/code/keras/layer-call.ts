import { call, literal, Python } from '../python.ts';
import { constructors } from './constructors.ts';

type Config = Readonly<Record<string, unknown>>;

interface Serialized {
  readonly class_name: string;
  readonly config: Config;
}

/** A layer as it is made: its name is left out where it has none of its own. */
export interface MadeLayer {
  readonly className: string;
  readonly config: Config;
  readonly name?: string;
}

/** `x = layers.Conv2D(32, 3, padding="same", name="c1")(x)`: only what differs from Keras's own defaults is said. */
export function layerCall(layer: MadeLayer, indent: number, tail = '', before = ''): string {
  return call(`${before}layers.${layer.className}`, layerArguments(layer), tail, indent);
}

function layerArguments({ className, config: given, name }: MadeLayer): readonly string[] {
  const known = constructors[className] ?? { required: [], optional: {} };
  const config = className === 'LeakyReLU' ? renamed(given) : given;
  const required = known.required.map((key) => literal(shown(key, config[key])));
  const optional = Object.entries(known.optional).flatMap(([key, usual]) => {
    if (key === 'seed' || !Object.hasOwn(config, key) || isUsual(key, config[key], usual, config)) return [];
    return [`${key}=${literal(shown(key, config[key]))}`];
  });
  return [
    ...required,
    ...optional,
    ...(config.trainable === false ? ['trainable=False'] : []),
    ...(name === undefined ? [] : [`name=${literal(name)}`]),
  ];
}

/** Keys of Keras 2, under which a config may still come. */
const older: Readonly<Record<string, string>> = { alpha: 'negative_slope' };

const renamed = (config: Config): Config =>
  Object.fromEntries(Object.entries(config).map(([key, value]) => [older[key] ?? key, value]));

function isUsual(key: string, value: unknown, usual: unknown, config: Config): boolean {
  // Channels are last unless somebody set Keras otherwise.
  if (key === 'data_format' && value === 'channels_last') return true;
  if (key === 'strides' && usual === null) return same(value, config.pool_size);
  if (isSerialized(value) && typeof usual === 'string') return literal(shown(key, value)) === literal(usual);
  return same(value, usual) || (value === 'linear' && usual === null);
}

/** One number stands for the same along each axis. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(shortest(a)) === JSON.stringify(shortest(b));

function shortest(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return value;
  const all = value.flat();
  return all.every((one) => typeof one === 'number' && one === all[0]) ? all[0] : value;
}

/** Sizes along the axes of a window, of which one stands for all that are equal. */
const windows = new Set(['kernel_size', 'pool_size', 'strides', 'dilation_rate', 'size', 'padding', 'cropping']);

function shown(key: string, value: unknown): unknown {
  if (windows.has(key)) return shortest(value);
  if (!isSerialized(value)) return value;
  if (key === 'layer') return new Python(layerCall({ className: value.class_name, config: value.config }, 8));
  const module = /(initializer|regularizer|constraint)$/.exec(key)?.[1];
  return module ? object(`keras.${module}s`, value) : value;
}

/** `"he_normal"` where it has no settings of its own, else `keras.initializers.RandomNormal(stddev=0.02)`. */
function object(module: string, { class_name: className, config }: Serialized): unknown {
  const set = Object.entries(config).filter(([key, value]) => key !== 'seed' && value !== null);
  if (set.length === 0) return named[className] ?? new Python(`${module}.${className}()`);
  return new Python(`${module}.${className}(${set.map(([key, value]) => `${key}=${literal(value)}`).join(', ')})`);
}

/** Names that Keras knows these by. */
const named: Readonly<Record<string, string>> = {
  Zeros: 'zeros',
  Ones: 'ones',
  GlorotUniform: 'glorot_uniform',
  GlorotNormal: 'glorot_normal',
  HeUniform: 'he_uniform',
  HeNormal: 'he_normal',
  LecunUniform: 'lecun_uniform',
  LecunNormal: 'lecun_normal',
  Orthogonal: 'orthogonal',
};

const isSerialized = (value: unknown): value is Serialized =>
  typeof value === 'object' && value !== null && 'class_name' in value && 'config' in value;
