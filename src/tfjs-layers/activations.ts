import type { LayerClass, Tensor, Tf } from './tf.ts';

type Activation = (tf: Tf, x: Tensor) => Tensor;

const hardSigmoid: Activation = (tf, x) => tf.div(tf.clipByValue(tf.add(x, 3), 0, 6), 6);
const silu: Activation = (tf, x) => tf.mul(x, tf.sigmoid(x));
const hardSilu: Activation = (tf, x) => tf.mul(x, hardSigmoid(tf, x));

/** By Keras's names in camel case, with Keras 3's constants: its hard sigmoid has a slope of 1/6, tfjs's one of 1/5. */
const activations: Readonly<Record<string, Activation>> = {
  linear: (_, x) => x,
  relu: (tf, x) => tf.relu(x),
  relu6: (tf, x) => tf.relu6(x),
  elu: (tf, x) => tf.elu(x),
  selu: (tf, x) => tf.selu(x),
  sigmoid: (tf, x) => tf.sigmoid(x),
  hardSigmoid,
  tanh: (tf, x) => tf.tanh(x),
  softmax: (tf, x) => tf.softmax(x),
  logSoftmax: (tf, x) => tf.logSoftmax(x),
  softplus: (tf, x) => tf.softplus(x),
  softsign: (tf, x) => tf.div(x, tf.add(tf.abs(x), 1)),
  exponential: (tf, x) => tf.exp(x),
  silu,
  swish: silu,
  leakyRelu: (tf, x) => tf.leakyRelu(x, 0.2),
  hardSilu,
  hardSwish: hardSilu,
  mish: (tf, x) => tf.mul(x, tf.tanh(tf.softplus(x))),
  gelu: (tf, x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
};

/** Throws for a name that is not one of Keras's. */
export function activate(tf: Tf, name: string, x: Tensor): Tensor {
  const found = Object.hasOwn(activations, name) ? activations[name] : undefined;
  if (found === undefined) throw new Error(`The activation ${name} is not known.`);
  return found(tf, x);
}

/**
 * Names that tfjs's own layers learn: what Keras 3 has and tfjs 4.22 does not. Its hard sigmoid goes by another name, since
 * tfjs's models of older Kerases mean theirs.
 */
const learnt: Readonly<Record<string, string>> = {
  exponential: 'exponential',
  hardSilu: 'hardSilu',
  leakyRelu: 'leakyRelu',
  keras3HardSigmoid: 'hardSigmoid',
};

/** Classes by which tfjs's own layers find an activation of theirs. */
export const activationClasses = (tf: Tf): readonly LayerClass[] =>
  Object.entries(learnt).map(
    ([className, name]) =>
      class extends tf.serialization.Serializable {
        static className = className;

        apply(x: Tensor): Tensor {
          return activate(tf, name, x);
        }

        override getConfig() {
          return {};
        }
      },
  );
