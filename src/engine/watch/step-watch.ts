import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../network/gradient.ts';
import type { Program, ProgramLayer } from '../network/program.ts';
import type { StepHooks } from './hooks.ts';
import { highest, sample, spread, stepSquares, sumOfSquares } from './reduce.ts';

/** A weight's gradient, itself and its step, each as the sum of its squares. */
export interface WeightSquares {
  readonly gradient: number;
  readonly weight: number;
  readonly step: number;
}

/** What one step was seen to do, read from the device. */
export interface Reading {
  /** By place in `program.weights`, of those that moved. */
  readonly weights: ReadonlyMap<number, WeightSquares>;
  /** A sample of each weight's values before the step, evenly spaced; all of them where there are few. */
  readonly samples: ReadonlyMap<number, Float32Array>;
  /** By layer name. */
  readonly outputs: ReadonlyMap<string, { readonly mean: number; readonly variance: number }>;
  /** Sum of squares of the gradient by each input of a layer, by `name input`. */
  readonly flow: ReadonlyMap<string, number>;
  /** Highest value that each unit of a rectifier gave, by layer name. */
  readonly highest: ReadonlyMap<string, Float32Array>;
}

/** Values of a weight that its histogram is drawn from. */
const mostSampled = 2048;

/** The same values that `sample` takes of a tensor. */
export function sampleOf(values: Float32Array): Float32Array {
  const stride = Math.ceil(values.length / mostSampled);
  return stride <= 1
    ? values
    : Float32Array.from({ length: Math.ceil(values.length / stride) }, (_, i) => values[i * stride] ?? 0);
}

/** Of a step that showed nothing. */
export const nothing: Reading = {
  weights: new Map(),
  samples: new Map(),
  outputs: new Map(),
  flow: new Map(),
  highest: new Map(),
};

type Kind = 'weight' | 'sample' | 'output' | 'flow' | 'highest';

interface Entry {
  readonly kind: Kind;
  readonly key: string;
  readonly values: tf.Tensor;
}

export const flowKey = (layer: string, input: number): string => `${layer} ${input}`;

/**
 * Hooks of one step. Everything is brought down on the device to a few numbers at once; `pack` makes one tensor of them,
 * which is read in one go.
 */
export class StepWatch implements StepHooks {
  /** Milliseconds that looking on has taken; what a GPU still has to do is not in it. */
  spent = 0;
  /** Samples in the batch. */
  samples = 0;
  private entries: Entry[] = [];

  constructor(
    private readonly program: Program,
    private readonly rectifiers: ReadonlySet<string>,
  ) {}

  input(layer: ProgramLayer, input: number, value: tf.Tensor): tf.Tensor {
    if (!layer.inputGradient) return value;
    return withGradient([value], ([x]) => ({
      value: tf.clone(x),
      gradient: (dy) => {
        this.note('flow', flowKey(layer.name, input), () => sumOfSquares(dy));
        return [tf.clone(dy)];
      },
    }));
  }

  output({ name, inputs }: ProgramLayer, output: tf.Tensor): void {
    if (inputs.length === 0) this.samples = output.shape[0] ?? 0;
    this.note('output', name, () => spread(output));
    if (this.rectifiers.has(name)) this.note('highest', name, () => highest(output));
  }

  updated(place: number, gradient: tf.Tensor, before: tf.Tensor, after: tf.Tensor): void {
    this.note('weight', `${place}`, () => stepSquares(gradient, before, after));
    if (!this.program.weights[place]?.trainable) return;
    this.note('sample', `${place}`, () => sample(before, mostSampled));
  }

  /** All that was noted, one after the other: the caller's. */
  pack(): tf.Tensor {
    const start = performance.now();
    const packed = tf.tidy(() => tf.concat(this.entries.map(({ values }) => tf.reshape(values, [-1]))));
    this.spent += performance.now() - start;
    return packed;
  }

  /** @param packed what was read of `pack`. */
  unpack(packed: Float32Array): Reading {
    const reading = {
      weights: new Map<number, WeightSquares>(),
      samples: new Map<number, Float32Array>(),
      outputs: new Map<string, { mean: number; variance: number }>(),
      flow: new Map<string, number>(),
      highest: new Map<string, Float32Array>(),
    };
    let start = 0;
    for (const {
      kind,
      key,
      values: { size },
    } of this.entries) {
      const values = packed.slice(start, start + size);
      start += size;
      const [first = Number.NaN, second = Number.NaN, third = Number.NaN] = values;
      if (kind === 'weight') reading.weights.set(Number(key), { gradient: first, weight: second, step: third });
      else if (kind === 'sample') reading.samples.set(Number(key), values);
      else if (kind === 'output') reading.outputs.set(key, { mean: first, variance: second });
      else if (kind === 'flow') reading.flow.set(key, first);
      else reading.highest.set(key, values);
    }
    return reading;
  }

  dispose(): void {
    tf.dispose(this.entries.map(({ values }) => values));
    this.entries = [];
  }

  private note(kind: Kind, key: string, reduce: () => tf.Tensor): void {
    const start = performance.now();
    this.entries.push({ kind, key, values: reduce() });
    this.spent += performance.now() - start;
  }
}
