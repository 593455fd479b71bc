import * as tf from '@tensorflow/tfjs-core';
import type { Constraint, Regularizer } from '../../core/layers/penalties.ts';

/** Keras's fuzz: what is added to a norm before it divides. */
const epsilon = 1e-7;

/** Reads Keras's `{ class_name, config }`, or a bare name. `undefined`: not one we know; `null`: none. */
export function readRegularizer(value: unknown): Regularizer | undefined {
  const object = readObject(value);
  if (object === null || object === undefined) return object;
  const { name, numberOf } = object;
  switch (name) {
    case 'l1':
      return { l1: numberOf('l1', 0.01), l2: 0 };
    case 'l2':
      return { l1: 0, l2: numberOf('l2', 0.01) };
    case 'l1l2':
      return { l1: numberOf('l1', 0), l2: numberOf('l2', 0) };
    default:
      return undefined;
  }
}

/** Reads Keras's `{ class_name, config }`, or a bare name. `undefined`: not one we know; `null`: none. */
export function readConstraint(value: unknown): Constraint | undefined {
  const object = readObject(value);
  if (object === null || object === undefined) return object;
  const { name, numberOf, config } = object;
  const axis = [config.axis ?? 0].flat();
  if (!axis.every((entry) => typeof entry === 'number')) return undefined;
  switch (name) {
    case 'nonneg':
      return { name: 'nonNeg' };
    case 'maxnorm':
      return { name: 'maxNorm', maxValue: numberOf('max_value', 2), axis };
    case 'unitnorm':
      return { name: 'unitNorm', axis };
    case 'minmaxnorm': {
      const minValue = numberOf('min_value', 0);
      return { name: 'minMaxNorm', minValue, maxValue: numberOf('max_value', 1), rate: numberOf('rate', 1), axis };
    }
    default:
      return undefined;
  }
}

interface ReadObject {
  /** Small letters only: `L1L2`, `l1_l2` and `MaxNorm`, `max_norm` are one name each. */
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly numberOf: (key: string, fallback: number) => number;
}

function readObject(value: unknown): ReadObject | null | undefined {
  if (value === null || value === undefined) return null;
  const named = typeof value === 'string' ? { class_name: value, config: {} } : value;
  if (!isRecord(named) || typeof named.class_name !== 'string') return undefined;
  const config = isRecord(named.config) ? named.config : {};
  return {
    name: named.class_name.replaceAll('_', '').toLowerCase(),
    config,
    numberOf: (key, fallback) => {
      const entry = config[key];
      return typeof entry === 'number' ? entry : fallback;
    },
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `l1·Σ|w| + l2·Σw²` over all axes but those before `from`: of a whole weight, or of each sample of an output. */
export function penaltyOf({ l1, l2 }: NonNullable<Regularizer>, values: tf.Tensor, from = 0): tf.Tensor {
  const axes = Array.from({ length: values.rank - from }, (_, axis) => axis + from);
  const absolute = (): tf.Tensor => tf.mul(tf.sum(tf.abs(values), axes), l1);
  const squared = (): tf.Tensor => tf.mul(tf.sum(tf.square(values), axes), l2);
  if (l2 === 0) return absolute();
  return l1 === 0 ? squared() : tf.add(absolute(), squared());
}

/** The weight as its constraint leaves it. Source: Keras, `src/constraints/constraints.py`. Runs inside a tidy. */
export function constrained(constraint: NonNullable<Constraint>, weight: tf.Tensor): tf.Tensor {
  if (constraint.name === 'nonNeg') return tf.relu(weight);
  const norms = tf.sqrt(tf.sum(tf.square(weight), [...constraint.axis], true));
  const rescaled = (wanted: tf.Tensor): tf.Tensor => tf.mul(weight, tf.div(wanted, tf.add(norms, epsilon)));
  switch (constraint.name) {
    case 'unitNorm':
      return tf.div(weight, tf.add(norms, epsilon));
    case 'maxNorm':
      return rescaled(tf.clipByValue(norms, 0, constraint.maxValue));
    case 'minMaxNorm': {
      const { minValue, maxValue, rate } = constraint;
      const within = tf.mul(tf.clipByValue(norms, minValue, maxValue), rate);
      return rescaled(tf.add(within, tf.mul(norms, 1 - rate)));
    }
  }
}
