import type { layers } from '@tensorflow/tfjs-layers';
import { activationClasses } from './activations.ts';
import { multiHeadAttention } from './attention.ts';
import { resizings } from './borders.ts';
import { convolutions } from './convolution.ts';
import { gruClass, resetsAfter } from './gru.ts';
import { layerClass } from './layer-class.ts';
import { normalizations } from './normalization.ts';
import { Options } from './options.ts';
import { pointwiseLayers } from './pointwise.ts';
import { poolings } from './pooling.ts';
import { sequenceLayers } from './sequence.ts';
import type { Config, LayerClass, Tf } from './tf.ts';
import { transposedConvolutions } from './transposed.ts';

export const layerSpecs = [
  ...convolutions,
  ...transposedConvolutions,
  ...poolings,
  ...resizings,
  ...normalizations,
  ...pointwiseLayers,
  ...sequenceLayers,
  multiHeadAttention,
];

/**
 * Teaches a copy of TensorFlow.js the layers, options and activations that Keras has and tfjs-layers 4.22 lacks, so that
 * `tf.loadLayersModel` opens a model with them. Where tfjs has a class of a name, it keeps what that class computes right.
 * @param tf what `import * as tf from '@tensorflow/tfjs'` gives.
 */
export function registerStrideLayers(tf: Tf): void {
  for (const spec of layerSpecs) register(tf, layerClass(tf, spec), spec.insteadOfStock);
  register(tf, gruClass(tf), resetsAfter);
  for (const activation of activationClasses(tf)) register(tf, activation);
}

type Layer = InstanceType<typeof layers.Layer>;

/**
 * Makers of these layers, for models that are written in code: `strideLayers(tf).groupNormalization({ groups: 8 })`. They go
 * by the classes' names as tfjs's own do, and take what tfjs's own take. Registers the layers too.
 */
export function strideLayers(tf: Tf): Readonly<Record<string, (args?: Readonly<Record<string, unknown>>) => Layer>> {
  registerStrideLayers(tf);
  const known = tf.serialization.SerializationMap.getMap().classNameMap;
  const maker =
    (className: string) =>
    (args: Readonly<Record<string, unknown>> = {}) => {
      const [cls, fromConfig] = known[className] ?? [];
      const made = cls && fromConfig?.(cls, configOf(tf, args));
      if (!(made instanceof tf.layers.Layer)) throw new Error(`${className} is no layer.`);
      return made;
    };
  const classNames = [...layerSpecs.map(({ className }) => className), 'GRU'];
  return Object.fromEntries(classNames.map((className) => [makerName(className), maker(className)]));
}

/** `groupNormalization`, `conv1dTranspose`, `reLU`, `gru`. */
const makerName = (className: string): string =>
  className.replace(/^([A-Z]+$|[A-Z])/, (first) => first.toLowerCase()).replace(/(\d)D/, '$1d');

/** As a file has it: what is an object of tfjs's, such as an initialiser, by its class and its settings. */
const configOf = (tf: Tf, args: Readonly<Record<string, unknown>>): Config =>
  JSON.parse(
    JSON.stringify(args, (_, value: unknown) =>
      value instanceof tf.serialization.Serializable
        ? { className: value.getClassName(), config: value.getConfig() }
        : value,
    ),
  );

/** @param insteadOfStock configs that are not left to tfjs's own class of the name, where it has one; absent: all. */
function register(tf: Tf, own: LayerClass, insteadOfStock?: (options: Options) => boolean): void {
  const known = tf.serialization.SerializationMap.getMap().classNameMap;
  const stock = known[own.className];
  tf.serialization.registerClass(own);
  if (stock === undefined || insteadOfStock === undefined) return;
  known[own.className] = [
    own,
    (cls, config) => (insteadOfStock(new Options(config)) ? new cls(config) : stock[1](stock[0], config)),
  ];
}
