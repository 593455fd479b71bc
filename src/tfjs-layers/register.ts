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
import type { LayerClass, Tf } from './tf.ts';
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
