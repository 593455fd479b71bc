import type { Shape } from '../../../math/shape.ts';
import { shapeSize } from '../../../math/shape.ts';
import type { Weight } from '../../lowering/config.ts';
import { turned } from '../../lowering/turned.ts';

/**
 * How a tensor of PyTorch's is made of a weight in Keras's layout: its shape read as `read`, of which the places `take` are
 * taken along each axis (all where it is `null`), its axes then put in `order`, and what comes of it read as `shape`.
 */
export interface Placement {
  readonly read: Shape;
  readonly take: readonly (readonly number[] | null)[];
  readonly order: readonly number[];
  readonly shape: Shape;
}

/** An entry of a `state_dict` that holds a weight of the network, or `fill` everywhere. */
export interface Source {
  readonly shape: Shape;
  /** Without one the entry has no counterpart in the network. */
  readonly from: { readonly weight: Weight; readonly placement: Placement } | null;
  /** Of what has no values from a weight. A placement with a fill is of a summand that the network does not have. */
  readonly fill?: number | Float32Array;
}

export interface Reading {
  readonly read?: Shape;
  readonly take?: readonly (readonly number[] | null)[];
  readonly order?: readonly number[];
  readonly shape?: Shape;
}

/** A weight as a tensor of PyTorch's; what is not said of the placement leaves the weight as it is. */
export function placed(
  weight: Weight,
  { read = weight.shape, take, order, shape }: Reading = {},
  fill?: number,
): Source {
  const places = take ?? read.map(() => null);
  const axes = order ?? read.map((_, axis) => axis);
  const kept = read.map((size, axis) => places[axis]?.length ?? size);
  const result = shape ?? axes.map((axis) => kept[axis] ?? 1);
  const placement: Placement = { read, take: places, order: axes, shape: result };
  return { shape: result, from: { weight, placement }, ...(fill === undefined ? {} : { fill }) };
}

export const filled = (shape: Shape, fill: number | Float32Array): Source => ({ shape, from: null, fill });

/** The numbers of an entry. */
export function valuesOf({ shape, from, fill }: Source): Float32Array {
  if (fill instanceof Float32Array) return fill;
  if (fill !== undefined || from === null) return new Float32Array(shapeSize(shape)).fill(fill ?? 0);
  const { read, take, order } = from.placement;
  const { values, kept } = taken(from.weight.values, read, take);
  return order.every((axis, i) => axis === i) ? values : turned(values, kept, order);
}

function taken(values: Float32Array, read: Shape, take: Placement['take']): { values: Float32Array; kept: Shape } {
  let current = values;
  const sizes = [...read];
  for (const [axis, places] of take.entries()) {
    if (places === null) continue;
    const size = sizes[axis] ?? 1;
    const inner = shapeSize(sizes.slice(axis + 1));
    const outer = shapeSize(sizes.slice(0, axis));
    const next = new Float32Array(outer * places.length * inner);
    for (let row = 0; row < outer; row++) {
      for (const [to, place] of places.entries()) {
        const start = (row * size + place) * inner;
        next.set(current.subarray(start, start + inner), (row * places.length + to) * inner);
      }
    }
    current = next;
    sizes[axis] = places.length;
  }
  return { values: current, kept: sizes };
}
