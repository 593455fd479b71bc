import type { Shape } from '../../math/shape.ts';
import { activationOf } from './activations.ts';
import type { GraphBuilder, Value } from './graph.ts';

export type Config = Readonly<Record<string, unknown>>;

/** A weight of the network, in Keras's layout. */
export interface Weight {
  /** Name in the network: the same for layers that share it. */
  readonly key: string;
  readonly shape: Shape;
  readonly values: Float32Array;
}

/** A layer to be said in operators of TFLite. */
export interface Layer {
  readonly config: Config;
  readonly inputs: readonly Value[];
  /** What comes out of it, the batch not counted. */
  readonly output: Shape;
  /** By its name in the layer; `undefined` where the layer has none. */
  readonly weight: (name: string) => Weight | undefined;
  /** A layer of this class in it, such as the one that is applied at each step. */
  readonly inner: (className: string, layer: Layer) => Value | Refusal;
}

/** Why a layer cannot be said. The layer's name is added to the values. */
export interface Refusal {
  readonly code: 'export.tflite.layer' | 'export.tflite.option' | 'export.tflite.steps';
  readonly values: Readonly<Record<string, string | number>>;
}

export const isRefusal = (result: Value | Refusal): result is Refusal => 'code' in result;

export type Emitter = (graph: GraphBuilder, layer: Layer) => Value | Refusal;

export const refusedOption = (option: string, value: unknown): Refusal => ({
  code: 'export.tflite.option',
  values: { option, value: String(value) },
});

export function only({ inputs: [first] }: Layer): Value {
  if (first === undefined) throw new Error('the layer has no input');
  return first;
}

export function given({ weight }: Pick<Layer, 'weight'>, name: string): Weight {
  const found = weight(name);
  if (found === undefined) throw new Error(`the weight ${name} is missing`);
  return found;
}

export const numberOf = (config: Config, key: string, fallback: number): number => Number(config[key] ?? fallback);

/** One number for each axis; Keras also writes one for all. */
export function sizesOf(config: Config, key: string, axes: number, fallback = 1): readonly number[] {
  const list = [config[key] ?? fallback].flat().map(Number);
  return list.length === axes ? list : Array.from({ length: axes }, () => list[0] ?? fallback);
}

/** Pairs of what lies before and after along each axis; Keras also writes one number for all, and one pair for one axis. */
export function sidesOf(config: Config, key: string, axes: number): readonly (readonly [number, number])[] {
  const flat = [config[key] ?? 0].flat(2).map(Number);
  return Array.from({ length: axes }, (_, i): readonly [number, number] => {
    if (flat.length === 1) return [flat[0] ?? 0, flat[0] ?? 0];
    if (flat.length === axes && axes > 1) return [flat[i] ?? 0, flat[i] ?? 0];
    return [flat[2 * i] ?? 0, flat[2 * i + 1] ?? 0];
  });
}

/** Axes as tensors count them, the batch being 0. */
export const axesOf = (config: Config, key: string, rank: number): readonly number[] =>
  [config[key] ?? -1].flat().map((axis) => (Number(axis) < 0 ? Number(axis) + rank : Number(axis)));

/** The activation that the layer ends with. */
export function activated(graph: GraphBuilder, y: Value, config: Config, key = 'activation'): Value | Refusal {
  const name = String(config[key] ?? 'linear');
  return activationOf(name)?.(graph, y) ?? refusedOption(key, name);
}
