import type { NamedWeight } from '../protocol.ts';
import { combine } from '../random.ts';
import { initialValues } from './initializers.ts';
import type { Program } from './program.ts';

/**
 * Weights as Keras draws them, from one seed: each weight's values depend on the seed and its place only. One at a time,
 * so that a large network is never held twice.
 */
export function* initialWeights(program: Program, seed: number): Generator<NamedWeight> {
  for (const [place, { fullName, shape, initializer }] of program.weights.entries()) {
    yield { name: fullName, shape, values: initialValues(initializer, shape, combine(seed, place, 7)) };
  }
}
