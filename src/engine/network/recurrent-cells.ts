import * as tf from '@tensorflow/tfjs-core';
import type { ActivationGradient } from './activation-gradients.ts';

/** A function with its gradient. */
export interface Smooth {
  readonly apply: (z: tf.Tensor) => tf.Tensor;
  readonly back: ActivationGradient;
}

/** What a cell has beside its input. The mask drops values of the state before its product, the same at every step. */
export interface CellWeights {
  /** What `Cell.kernels` made of the recurrent kernel `[u, g·u]`, once for all steps. */
  readonly kernels: readonly tf.Tensor[];
  /** The same with rows and columns swapped, for the way back; empty on the way there. */
  readonly turned: readonly tf.Tensor[];
  /** `[3·u]`, of a GRU that resets after its product. */
  readonly innerBias: tf.Tensor | null;
  readonly mask: tf.Tensor | null;
}

/** Types and not interfaces: tfjs's `tidy` takes objects with any keys only. */
export type Stepped = {
  /** The state after the step; the first is what the layer puts out. */
  readonly states: tf.Tensor[];
  /** What the way back needs beside the states. */
  readonly kept: tf.Tensor[];
};

export type SteppedBack = {
  /** Gradient of the projected input, `[batch, g·u]`. */
  readonly projected: tf.Tensor;
  /** Gradients of the states before the step. */
  readonly states: tf.Tensor[];
  /** Pairs whose products `leftᵀ·right`, summed over the steps, are the columns of the recurrent kernel's gradient. */
  readonly left: tf.Tensor[];
  readonly right: tf.Tensor[];
};

/** One step of a recurrent layer and the way back. `x` is the input's projection with its bias, `[batch, g·u]`. */
export interface Cell {
  readonly states: number;
  /** The recurrent kernel, in the parts that one product each takes. */
  kernels(recurrent: tf.Tensor): readonly tf.Tensor[];
  step(x: tf.Tensor, states: readonly tf.Tensor[], weights: CellWeights): Stepped;
  back(
    gradients: readonly tf.Tensor[],
    step: {
      readonly kept: readonly tf.Tensor[];
      readonly before: readonly tf.Tensor[];
      readonly after: readonly tf.Tensor[];
    },
    weights: CellWeights,
  ): SteppedBack;
}

const masked = (x: tf.Tensor, { mask }: CellWeights): tf.Tensor => (mask === null ? x : tf.mul(x, mask));

function nth(tensors: readonly tf.Tensor[], place: number): tf.Tensor {
  const tensor = tensors[place];
  if (tensor === undefined) throw new Error(`a recurrent layer has no tensor ${place}`);
  return tensor;
}

/** `h ← f(x + h·R)` */
export const simpleCell = (f: Smooth): Cell => ({
  states: 1,
  kernels: (recurrent) => [recurrent],
  step: (x, states, weights) => {
    const h = nth(states, 0);
    const z = tf.add(x, tf.matMul(masked(h, weights), nth(weights.kernels, 0)));
    return { states: [f.apply(z)], kept: [z] };
  },
  back: (gradients, { kept, before, after }, weights) => {
    const dh = nth(gradients, 0);
    const z = nth(kept, 0);
    const h = nth(before, 0);
    const y = nth(after, 0);
    const dz = f.back(dh, z, y);
    return {
      projected: dz,
      states: [masked(tf.matMul(dz, nth(weights.turned, 0)), weights)],
      left: [masked(h, weights)],
      right: [dz],
    };
  },
});

/** `c ← f·c + i·g`, `h ← o·act(c)`; columns in Keras's order i, f, c, o. */
export const lstmCell = (act: Smooth, gate: Smooth): Cell => ({
  states: 2,
  kernels: (recurrent) => [recurrent],
  step: (x, states, weights) => {
    const h = nth(states, 0);
    const c = nth(states, 1);
    const z = tf.add(x, tf.matMul(masked(h, weights), nth(weights.kernels, 0)));
    const parts = tf.split(z, 4, 1);
    const [i, f, g, o] = [
      gate.apply(nth(parts, 0)),
      gate.apply(nth(parts, 1)),
      act.apply(nth(parts, 2)),
      gate.apply(nth(parts, 3)),
    ];
    const next = tf.add(tf.mul(f, c), tf.mul(i, g));
    const shown = act.apply(next);
    return { states: [tf.mul(o, shown), next], kept: [...parts, i, f, g, o, shown] };
  },
  back: (gradients, { kept, before, after }, weights) => {
    const dh = nth(gradients, 0);
    const dc = nth(gradients, 1);
    const [zi, zf, zg, zo] = [nth(kept, 0), nth(kept, 1), nth(kept, 2), nth(kept, 3)];
    const [i, f, g, o, shown] = [nth(kept, 4), nth(kept, 5), nth(kept, 6), nth(kept, 7), nth(kept, 8)];
    const inner = tf.add(dc, act.back(tf.mul(dh, o), nth(after, 1), shown));
    const dz = tf.concat(
      [
        gate.back(tf.mul(inner, g), zi, i),
        gate.back(tf.mul(inner, nth(before, 1)), zf, f),
        act.back(tf.mul(inner, i), zg, g),
        gate.back(tf.mul(dh, shown), zo, o),
      ],
      1,
    );
    return {
      projected: dz,
      states: [masked(tf.matMul(dz, nth(weights.turned, 0)), weights), tf.mul(inner, f)],
      left: [masked(nth(before, 0), weights)],
      right: [dz],
    };
  },
});

/** Columns of the gates z and r, and those of the candidate. */
function columns(recurrent: tf.Tensor): readonly tf.Tensor[] {
  const [rows = 0, width = 0] = recurrent.shape;
  const units = width / 3;
  return [tf.slice(recurrent, [0, 0], [rows, 2 * units]), tf.slice(recurrent, [0, 2 * units], [rows, units])];
}

/** The end of both kinds of GRU: `h ← z·h + (1 − z)·g`. */
const blend = (z: tf.Tensor, h: tf.Tensor, g: tf.Tensor): tf.Tensor => tf.add(tf.mul(z, h), tf.mul(tf.sub(1, z), g));

/** `g ← act(x_h + r·(h·R_h + b))`: the state is reset after its product. Columns in Keras's order z, r, h. */
export const gruCell = (act: Smooth, gate: Smooth): Cell => ({
  states: 1,
  kernels: (recurrent) => [recurrent],
  step: (x, states, weights) => {
    const h = nth(states, 0);
    const product = tf.matMul(masked(h, weights), nth(weights.kernels, 0));
    const inner = weights.innerBias === null ? product : tf.add(product, weights.innerBias);
    const given = tf.split(x, 3, 1);
    const own = tf.split(inner, 3, 1);
    const zz = tf.add(nth(given, 0), nth(own, 0));
    const zr = tf.add(nth(given, 1), nth(own, 1));
    const [z, r] = [gate.apply(zz), gate.apply(zr)];
    const a = tf.add(nth(given, 2), tf.mul(r, nth(own, 2)));
    const g = act.apply(a);
    return { states: [blend(z, h, g)], kept: [zz, zr, a, z, r, g, nth(own, 2)] };
  },
  back: (gradients, { kept, before }, weights) => {
    const dh = nth(gradients, 0);
    const zz = nth(kept, 0);
    const zr = nth(kept, 1);
    const a = nth(kept, 2);
    const [z, r, g, own] = [nth(kept, 3), nth(kept, 4), nth(kept, 5), nth(kept, 6)];
    const h = nth(before, 0);
    const da = act.back(tf.mul(dh, tf.sub(1, z)), a, g);
    const dzz = gate.back(tf.mul(dh, tf.sub(h, g)), zz, z);
    const dzr = gate.back(tf.mul(da, own), zr, r);
    const inner = tf.concat([dzz, dzr, tf.mul(da, r)], 1);
    const through = masked(tf.matMul(inner, nth(weights.turned, 0)), weights);
    return {
      projected: tf.concat([dzz, dzr, da], 1),
      states: [tf.add(tf.mul(dh, z), through)],
      left: [masked(h, weights)],
      right: [inner],
    };
  },
});

/** `g ← act(x_h + (r·h)·R_h)`: the state is reset before its product, as in the paper. */
export const gruCellResetBefore = (act: Smooth, gate: Smooth): Cell => ({
  states: 1,
  kernels: columns,
  step: (x, states, weights) => {
    const h = nth(states, 0);
    const seen = masked(h, weights);
    const given = tf.split(x, 3, 1);
    const own = tf.split(tf.matMul(seen, nth(weights.kernels, 0)), 2, 1);
    const zz = tf.add(nth(given, 0), nth(own, 0));
    const zr = tf.add(nth(given, 1), nth(own, 1));
    const [z, r] = [gate.apply(zz), gate.apply(zr)];
    const a = tf.add(nth(given, 2), tf.matMul(tf.mul(r, seen), nth(weights.kernels, 1)));
    const g = act.apply(a);
    return { states: [blend(z, h, g)], kept: [zz, zr, a, z, r, g] };
  },
  back: (gradients, { kept, before }, weights) => {
    const dh = nth(gradients, 0);
    const zz = nth(kept, 0);
    const zr = nth(kept, 1);
    const a = nth(kept, 2);
    const h = nth(before, 0);
    const seen = masked(h, weights);
    const [z, r, g] = [nth(kept, 3), nth(kept, 4), nth(kept, 5)];
    const da = act.back(tf.mul(dh, tf.sub(1, z)), a, g);
    const dReset = tf.matMul(da, nth(weights.turned, 1));
    const dzz = gate.back(tf.mul(dh, tf.sub(h, g)), zz, z);
    const dzr = gate.back(tf.mul(dReset, seen), zr, r);
    const dGates = tf.concat([dzz, dzr], 1);
    const dSeen = tf.add(tf.mul(dReset, r), tf.matMul(dGates, nth(weights.turned, 0)));
    return {
      projected: tf.concat([dGates, da], 1),
      states: [tf.add(tf.mul(dh, z), masked(dSeen, weights))],
      left: [seen, tf.mul(r, seen)],
      right: [dGates, da],
    };
  },
});
