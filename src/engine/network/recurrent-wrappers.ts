import * as tf from '@tensorflow/tfjs-core';
import { combine } from '../random.ts';
import { activationOf } from './activations.ts';
import { type LayerBuilder, only, type WeightSlot } from './layer.ts';
import { recurrentBuilders } from './recurrent.ts';

type Merge = (forwards: tf.Tensor, backwards: tf.Tensor) => tf.Tensor;

const merges: Readonly<Record<string, Merge>> = {
  concat: (a, b) => tf.concat([a, b], -1),
  sum: (a, b) => tf.add(a, b),
  mul: (a, b) => tf.mul(a, b),
  ave: (a, b) => tf.div(tf.add(a, b), 2),
};

/** Two recurrent layers of one make; the second reads from the end, and its outputs are put back in the order of time. */
export const bidirectional: LayerBuilder = (config, shapes) => {
  const inner = config.inner('layer');
  const build = recurrentBuilders[inner.className];
  if (build === undefined) return config.refuse(`${inner.className} is not a recurrent layer`);
  if (inner.config.boolean('go_backwards', false)) config.refuse('the layer inside must read forwards');
  inner.config.mustBeUnset('activity_regularizer');
  const mode = config.string('merge_mode', 'concat');
  const merge = Object.hasOwn(merges, mode) ? merges[mode] : undefined;
  if (merge === undefined) return config.refuse(`merge mode ${mode} is not known`);
  const forwards = build(inner.config, shapes, false);
  const backwards = build(inner.config, shapes, true);
  const bare = inner.name.replace(/^forward_/, '');
  const under = (prefix: string, slots: readonly WeightSlot[]): readonly WeightSlot[] =>
    slots.map((slot) => ({
      ...slot,
      name: `${prefix}_${bare}/${slot.name}`,
      trainable: slot.trainable && config.trainable,
    }));
  const { length: count } = forwards.weights;
  const shape = forwards.outputShape;
  return {
    weights: [...under('forward', forwards.weights), ...under('backward', backwards.weights)],
    outputShape: mode === 'concat' ? [...shape.slice(0, -1), 2 * (shape.at(-1) ?? 0)] : shape,
    activation: 'linear',
    call: (inputs, weights, context) => {
      const x = only(inputs);
      const other = { ...context, seed: combine(context.seed, 3) };
      return merge(
        forwards.run(x, weights.slice(0, count), context, false),
        backwards.run(x, weights.slice(count), other, true),
      );
    },
  };
};

/** One layer at each step, run once on all steps of the batch together. */
export const timeDistributed =
  (builders: Readonly<Record<string, LayerBuilder>>): LayerBuilder =>
  (config, shapes) => {
    const inner = config.inner('layer');
    const build = Object.hasOwn(builders, inner.className) ? builders[inner.className] : undefined;
    if (build === undefined) return config.refuse(`the engine does not have ${inner.className} at each step`);
    // Keras normalises, and moves its averages, step by step.
    if (inner.className === 'BatchNormalization') config.refuse('batch normalisation at each step is not supported');
    inner.config.mustBeUnset('activity_regularizer');
    const [steps = 0, ...shape] = only(shapes);
    const layer = build(inner.config, [shape]);
    const activation = activationOf(layer.activation) ?? config.refuse(`activation ${layer.activation} is not known`);
    return {
      weights: layer.weights.map((slot) => ({ ...slot, trainable: slot.trainable && config.trainable })),
      outputShape: [steps, ...layer.outputShape],
      activation: 'linear',
      call: (inputs, weights, context) => {
        const x = only(inputs);
        const batch = x.shape[0] ?? 1;
        const y = activation(layer.call([tf.reshape(x, [batch * steps, ...shape])], weights, context));
        return tf.reshape(y, [batch, steps, ...layer.outputShape]);
      },
    };
  };
