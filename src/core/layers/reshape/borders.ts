import type { Expr } from '../../math/formula.ts';
import { incoming, minus, param, sum } from '../../math/formula.ts';
import { formatShape, type Shape } from '../../math/shape.ts';
import { problem } from '../../problems/messages.ts';
import { fail, ok, type Result } from '../../result.ts';
import { noWeights, type Window } from '../define.ts';
import { channelsOf, freeOfCost, placesOf, shapeOf } from '../parts.ts';

/** Positions before and after, along one axis. */
export type Sides = readonly [number, number];

const sideNames: readonly (readonly SideNames[])[] = [
  [],
  [['first', 'last']],
  [
    ['top', 'bottom'],
    ['left', 'right'],
  ],
  [
    ['front', 'back'],
    ['top', 'bottom'],
    ['left', 'right'],
  ],
];
type SideNames = readonly [string, string];

const ones = (sides: readonly Sides[]): readonly number[] => sides.map(() => 1);

/** Each position of the output is one of the input's, moved by this many along each axis. */
const moved = (sides: readonly Sides[], pad: readonly number[]): Window => ({
  kernel: ones(sides),
  strides: ones(sides),
  dilation: ones(sides),
  padding: 'valid',
  pad,
});

/** `1` where all sides are equal, else `1+2, 0+3`. */
function bordersHeadline(sides: readonly Sides[]): string {
  const all = sides.flat();
  return all.every((n) => n === all[0]) ? `${all[0]}` : sides.map(([a, b]) => `${a}+${b}`).join(', ');
}

const edge = (axes: number, axis: number, side: 0 | 1, count: number, field: string): Expr =>
  param(`${field === 'padding' ? 'p' : 'c'}_${sideNames[axes]?.[axis]?.[side] ?? ''}`, count, field);

/** Zeros around a series, an image or a volume; `sidesOf` reads the param that holds how many. */
export const zeroPaddingBody = <P>(title: string, axes: number, sidesOf: (params: P) => readonly Sides[]) => ({
  arity: { min: 1, max: 1, ranks: [axes + 1] },
  outputShape: (params: P, inputs: readonly Shape[]) => {
    const sides = sidesOf(params);
    const places = placesOf(inputs).map((n, axis) => {
      const [before, after] = sides[axis] ?? [0, 0];
      return sum(edge(axes, axis, 0, before, 'padding'), incoming('n', n), edge(axes, axis, 1, after, 'padding'));
    });
    return shapeOf(title, [...places, incoming('C', channelsOf(inputs))]);
  },
  weights: noWeights,
  cost: freeOfCost,
  receptiveField: (params: P) =>
    moved(
      sidesOf(params),
      sidesOf(params).map(([before]) => before),
    ),
  headline: (params: P) => bordersHeadline(sidesOf(params)),
});

/** Something left along every axis? Error: `crop.all`, field `cropping`. */
function leavesSome(title: string, sides: readonly Sides[], places: Shape): Result<void> {
  if (places.every((n, axis) => n > (sides[axis]?.[0] ?? 0) + (sides[axis]?.[1] ?? 0))) return ok(undefined);
  const cut = sides.map(([before, after]) => `${before}+${after}`).join(', ');
  return fail(problem('crop.all', { name: title, cut, size: formatShape(places) }, { field: 'cropping' }));
}

/** Positions cut off the sides of a series, an image or a volume. */
export const croppingBody = <P>(title: string, axes: number, sidesOf: (params: P) => readonly Sides[]) => ({
  arity: { min: 1, max: 1, ranks: [axes + 1] },
  accepts: (params: P, inputs: readonly Shape[]) => leavesSome(title, sidesOf(params), placesOf(inputs)),
  outputShape: (params: P, inputs: readonly Shape[]) => {
    const sides = sidesOf(params);
    const places = placesOf(inputs).map((n, axis) => {
      const [before, after] = sides[axis] ?? [0, 0];
      const cut = minus(incoming('n', n), edge(axes, axis, 0, before, 'cropping'));
      return minus(cut, edge(axes, axis, 1, after, 'cropping'));
    });
    return shapeOf(title, [...places, incoming('C', channelsOf(inputs))]);
  },
  weights: noWeights,
  cost: freeOfCost,
  receptiveField: (params: P) =>
    moved(
      sidesOf(params),
      sidesOf(params).map(([before]) => -before),
    ),
  headline: (params: P) => bordersHeadline(sidesOf(params)),
});
