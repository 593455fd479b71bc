import type { z } from 'zod';
import type { Formula } from '../math/formula.ts';
import type { Shape } from '../math/shape.ts';
import type { Problem } from '../problems/problem.ts';
import type { Result } from '../result.ts';
import type { Initializer } from './initializers.ts';

/** The nine families of the palette; each has one colour (DESIGN.md). */
export const families = [
  'core',
  'convolution',
  'pooling',
  'normalisation',
  'activation',
  'merge',
  'reshape',
  'recurrent',
  'attention',
] as const;
export type Family = (typeof families)[number];

export interface LayerDoc {
  /** Name on the palette and on the node's head, e.g. `Conv2D`, `MaxPool`. */
  readonly title: string;
  readonly family: Family;
  /** One sentence; what the layer does, in the reader's words. */
  readonly summary: string;
  /** Paper, section or Keras page that defines it. */
  readonly reference: string;
}

/** What a layer accepts: how many inputs, of which ranks (batch not counted). */
export interface Arity {
  readonly min: number;
  /** `null`: any number (Add, Concatenate). */
  readonly max: number | null;
  /** Ranks accepted, or `'any'`. */
  readonly ranks: readonly number[] | 'any';
}

/** Output shape with the formula of each dimension; `dims[i].value === shape[i]`. */
export interface ShapeFormula {
  readonly shape: Shape;
  readonly dims: readonly Formula[];
}

/** A weight tensor of a layer; `size` is the formula of its number of values. Keras's own names: kernel, bias, gamma… */
export interface WeightSpec {
  readonly name: string;
  readonly shape: Shape;
  readonly trainable: boolean;
  readonly initializer: Initializer;
  readonly size: Formula;
}

/**
 * Cost of one sample, forward. `macs`: multiply-accumulates of convolutions and matrix products, nothing else (what
 * papers call FLOPs). `otherOps`: bias, elementwise, normalisation, pooling windows, softmax, as TensorFlow's profiler
 * counts them (FORMULAS.md). All operations are 2·macs + otherOps.
 */
export interface LayerCost {
  readonly macs: Formula;
  readonly otherOps: Formula;
}

/** What one output pixel sees of the input, per spatial axis. Source: Araujo et al., Distill 2019. */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: 'same' | 'valid';
  /** Explicit zeros before the first pixel, per axis (ZeroPadding2D); none where absent. */
  readonly pad?: readonly number[];
}

/** A layer as Keras writes it, without name and inbound nodes. Keys of `config` are Keras's snake_case. */
export interface KerasLayer {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Everything that is true of a layer kind whatever runs it. One file per kind; `registry.ts` lists them. */
export interface LayerDefinition<K extends string = string, P = unknown> {
  readonly kind: K;
  readonly doc: LayerDoc;
  /** Validates, gives defaults, and draws the form: `.describe()` is the help text, `.meta()` see `fields.ts`. */
  readonly params: z.ZodType<P>;
  readonly arity: Arity;
  /** Belongs to the layer that feeds it as a strip of its card: activations, normalisations, dropouts (`document/dock.ts`). */
  readonly docks?: true;
  /** Rules beyond `arity`, given inputs of an accepted number and rank (equal shapes, groups that divide…). */
  accepts?(params: P, inputs: readonly Shape[]): Result<void>;
  outputShape(params: P, inputs: readonly Shape[]): Result<ShapeFormula>;
  weights(params: P, inputs: readonly Shape[]): readonly WeightSpec[];
  cost(params: P, inputs: readonly Shape[], output: Shape): LayerCost;
  /** `null` for layers that look at the whole input (Flatten, global pooling); absent: one position sees one position. */
  receptiveField?(params: P, inputs: readonly Shape[]): Window | null;
  /** What is worth saying of a layer that has its figures; the node's name is put in. Absent: nothing ever. */
  remarks?(params: P): readonly Problem[];
  /** Hyper-parameters as the node prints them, e.g. `3×3/2, 128`. */
  headline(params: P): string;
  /**
   * The layer as Keras writes it. Give `inputs` whenever they are known, as the compiler must: a size or an axis that is
   * relative to them (−1 in Reshape, a negative axis in Concatenate) is then written out, because tfjs gets those wrong.
   */
  keras(params: P, inputs?: readonly Shape[]): KerasLayer;
}

/** Identity that infers the params type from the schema, and from it alone: shared bodies take wider params. */
export const defineLayer = <const K extends string, P>(
  definition: LayerDefinition<K, NoInfer<P>> & { readonly params: z.ZodType<P> },
): LayerDefinition<K, P> => definition;

export const noWeights = (): readonly WeightSpec[] => [];
