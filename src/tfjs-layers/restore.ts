import type * as layers from '@tensorflow/tfjs-layers';
import type { Config, Tf } from './tf.ts';

type Initializer = ReturnType<typeof layers.initializers.constant>;
type Regularizer = ReturnType<typeof layers.regularizers.l1l2>;
type Constraint = ReturnType<typeof layers.constraints.maxNorm>;
type Value = Config[string] | undefined;

/** What tfjs's registry makes of `{ className, config }`, or of a class's name alone; `undefined` of anything else. */
function restored(tf: Tf, value: Value): object | undefined {
  const { className, config } = typeof value === 'string' ? { className: value, config: {} } : described(value);
  if (className === '') return undefined;
  const known = tf.serialization.SerializationMap.getMap().classNameMap;
  const entry = known[className] ?? known[`${className.slice(0, 1).toUpperCase()}${className.slice(1)}`];
  if (entry === undefined) throw new Error(`TensorFlow.js does not know ${className}.`);
  const [made, fromConfig] = entry;
  return fromConfig(made, config);
}

function described(value: Value): { readonly className: string; readonly config: Config } {
  if (!isConfig(value) || typeof value.className !== 'string') return { className: '', config: {} };
  return { className: value.className, config: isConfig(value.config) ? value.config : {} };
}

const isConfig = (value: Value): value is Config =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// The registry does not say what sort of thing it has made: all three are known by the one method that layers call.
const isInitializer = (made: object): made is Initializer => 'apply' in made;
const isRegularizer = (made: object): made is Regularizer => 'apply' in made;
const isConstraint = (made: object): made is Constraint => 'apply' in made;

export function restoredInitializer(tf: Tf, value: Value): Initializer {
  const made = restored(tf, value);
  if (made === undefined || !isInitializer(made)) throw new Error('An initializer is missing.');
  return made;
}

export function restoredRegularizer(tf: Tf, value: Value): Regularizer | undefined {
  const made = restored(tf, value);
  return made !== undefined && isRegularizer(made) ? made : undefined;
}

export function restoredConstraint(tf: Tf, value: Value): Constraint | undefined {
  const made = restored(tf, value);
  return made !== undefined && isConstraint(made) ? made : undefined;
}
