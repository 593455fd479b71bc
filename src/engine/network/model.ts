import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../failure.ts';
import type { NamedWeight } from '../protocol.ts';
import { initialWeights } from './initial-weights.ts';
import type { Program } from './program.ts';

/** A program with its weights on the current backend. It owns them: `replace` disposes the old one. */
export class Model {
  private constructor(
    readonly program: Program,
    private readonly tensors: tf.Tensor[],
  ) {}

  /**
   * Weights drawn as Keras draws them, from one seed: each weight's values depend on the seed and its place only.
   *
   * @param given what is not drawn but has these values
   * @throws EngineError when one of them is not the network's, or has another shape
   */
  static fresh(program: Program, seed: number, given: readonly NamedWeight[] = []): Model {
    const byName = new Map(given.map((weight) => [weight.name, weight]));
    const known = new Map(program.weights.map((weight) => [weight.fullName, weight]));
    for (const { name, shape } of given) {
      const wanted = known.get(name);
      if (wanted === undefined) throw new EngineError('internal', `The network has no ${name}.`);
      if (wanted.shape.join() !== shape.join()) throw otherShape(name, wanted.shape, shape);
    }
    return new Model(
      program,
      Array.from(initialWeights(program, seed), ({ name, values, shape }) =>
        tf.tensor(byName.get(name)?.values ?? values, [...shape]),
      ),
    );
  }

  /** @throws EngineError when a weight is missing or has another shape. */
  static from(program: Program, weights: readonly NamedWeight[]): Model {
    const byName = new Map(weights.map((weight) => [weight.name, weight]));
    const found = program.weights.map((wanted) => {
      const weight = byName.get(wanted.fullName);
      if (weight === undefined) throw new EngineError('internal', `The weights hold no ${wanted.fullName}.`);
      if (weight.shape.join() !== wanted.shape.join()) throw otherShape(weight.name, wanted.shape, weight.shape);
      return weight;
    });
    return new Model(
      program,
      found.map((weight) => tf.tensor(weight.values, [...weight.shape])),
    );
  }

  /** The same weights in a model of its own: replacing one leaves the other as it is. */
  static copy(model: Model): Model {
    return new Model(
      model.program,
      model.tensors.map((tensor) => tf.clone(tensor)),
    );
  }

  get weights(): readonly tf.Tensor[] {
    return this.tensors;
  }

  get parameters(): number {
    return this.program.weights.reduce((sum, weight) => sum + weight.shape.reduce((size, n) => size * n, 1), 0);
  }

  /** Takes over `next`, which must have been kept out of any tidy. */
  replace(place: number, next: tf.Tensor): void {
    this.tensors[place]?.dispose();
    this.tensors[place] = next;
  }

  /** Copies the weights out one at a time: all at once would double the memory in use. */
  async read(): Promise<NamedWeight[]> {
    return readNamed(
      this.program.weights.map((weight) => weight.fullName),
      this.tensors,
    );
  }

  dispose(): void {
    for (const tensor of this.tensors) tensor.dispose();
  }
}

export async function readNamed(names: readonly string[], tensors: readonly tf.Tensor[]): Promise<NamedWeight[]> {
  const read: NamedWeight[] = [];
  for (const [i, tensor] of tensors.entries()) {
    const values = await tensor.data<'float32'>();
    read.push({ name: names[i] ?? '', shape: [...tensor.shape], values: new Float32Array(values) });
  }
  return read;
}

function otherShape(name: string, wanted: readonly number[], found: readonly number[]): EngineError {
  const shapes = `expected ${wanted.join('×')}, received ${found.join('×')}`;
  return new EngineError('internal', `${name} has another shape: ${shapes}.`);
}
