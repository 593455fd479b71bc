import type { Shape } from '../../math/shape.ts';
import type { ProblemCode } from '../../problems/messages.ts';
import type { ProblemValues } from '../../problems/problem.ts';
import type { Config, Weight } from './config.ts';

/** A layer to be said in operators of another format; `Value` is what flows between those. */
export interface LoweredLayer<Value extends object> {
  readonly config: Config;
  readonly inputs: readonly Value[];
  /** What comes out of it, the batch not counted. */
  readonly output: Shape;
  /** By its name in the layer; `undefined` where the layer has none. */
  readonly weight: (name: string) => Weight | undefined;
  /** A layer of this class in it, such as the one that is applied at each step. */
  readonly inner: (className: string, layer: LoweredLayer<Value>) => Value | Refusal;
}

/** Why a layer cannot be said. The layer's name is added to the values. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly values: ProblemValues;
}

export const isRefusal = <Value extends object>(result: Value | Refusal): result is Refusal => 'code' in result;

export function only<Value extends object>({ inputs: [first] }: Pick<LoweredLayer<Value>, 'inputs'>): Value {
  if (first === undefined) throw new Error('the layer has no input');
  return first;
}

export function given({ weight }: { readonly weight: (name: string) => Weight | undefined }, name: string): Weight {
  const found = weight(name);
  if (found === undefined) throw new Error(`the weight ${name} is missing`);
  return found;
}
