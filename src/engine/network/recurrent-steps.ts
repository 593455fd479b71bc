import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './gradient.ts';
import type { Cell, CellWeights } from './recurrent-cells.ts';

export interface Series {
  readonly cell: Cell;
  readonly units: number;
  /** Reads the series from its end. */
  readonly backwards: boolean;
  /** Puts out the state after every step, else after the last. */
  readonly sequences: boolean;
  /** Puts the outputs in the opposite order: those of a layer that goes backwards, in the order of time. */
  readonly flipped: boolean;
  /** The second row of the bias is the recurrent product's: GRU with `reset_after`. */
  readonly twoBiases: boolean;
  readonly inputGradient: boolean;
}

export interface SeriesWeights {
  readonly kernel: tf.Tensor;
  readonly recurrent: tf.Tensor;
  readonly bias: tf.Tensor | null;
  readonly mask: tf.Tensor | null;
}

/**
 * Runs a recurrent layer over `x` `[batch, T, i]` and back through time by hand: one product projects the input of all
 * steps, and the gradients of the kernels are one product each at the end. Output `[batch, T, u]` or `[batch, u]`.
 */
export function runSeries(x: tf.Tensor, weights: SeriesWeights, series: Series): tf.Tensor {
  const { kernel, recurrent, bias, mask } = weights;
  const [batch = 0, steps = 0] = x.shape;
  const { cell, units, inputGradient } = series;
  const trained = [kernel, recurrent, ...(bias === null ? [] : [bias])];
  return withGradient(inputGradient ? [x, ...trained] : trained, (_, save) => {
    const projected = project(timeMajor(x), kernel, inputBias(bias, series));
    const around: CellWeights = {
      kernels: cell.kernels(recurrent),
      turned: [],
      innerBias: innerBias(bias, series),
      mask,
    };
    const states: tf.Tensor[][] = [Array.from({ length: cell.states }, () => tf.zeros([batch, units]))];
    const kept: tf.Tensor[][] = [];
    for (let step = 0; step < steps; step++) {
      const place = placeOf(step, steps, series.backwards);
      const before = states[step] ?? [];
      const after = tf.tidy(() => cell.step(tf.slice(projected, [place * batch, 0], [batch, -1]), before, around));
      states.push(after.states);
      kept.push(after.kept);
    }
    const own = [bias, mask].filter((tensor) => tensor !== null);
    save([x, kernel, recurrent, ...own, ...states.flat(), ...kept.flat()]);
    const perStep = kept[0]?.length ?? 0;
    return {
      value: outputOf(states, series),
      gradient: (dy, saved) => {
        const [xs = x, ks = kernel, rs = recurrent] = saved;
        const bs = bias === null ? null : (saved[3] ?? bias);
        const ms = mask === null ? null : (saved[2 + own.length] ?? mask);
        const rest = saved.slice(3 + own.length);
        const stateAt = (step: number) => rest.slice(step * cell.states, (step + 1) * cell.states);
        const keptAt = (step: number) => {
          const start = (steps + 1) * cell.states + step * perStep;
          return rest.slice(start, start + perStep);
        };
        const kernels = cell.kernels(rs);
        const turned = kernels.map((part) => tf.transpose(part));
        const weightsThen: CellWeights = { kernels, turned, innerBias: innerBias(bs, series), mask: ms };
        const back = throughTime(dy, series, steps, weightsThen, stateAt, keptAt);
        const rows = timeMajor(xs);
        const gradients = [
          tf.matMul(rows, back.projected, true, false),
          back.recurrent,
          ...(bias === null ? [] : [biasGradient(back.projected, back.inner, series)]),
        ];
        if (!inputGradient) return gradients;
        const dx = tf.reshape(tf.matMul(back.projected, ks, false, true), [steps, batch, xs.shape[2] ?? 0]);
        return [tf.transpose(dx, [1, 0, 2]), ...gradients];
      },
    };
  });
}

const placeOf = (step: number, steps: number, backwards: boolean): number => (backwards ? steps - 1 - step : step);

/** `[batch, T, i]` as rows of all the batch's first steps, then all second ones: a step is a slice that lies together. */
function timeMajor(x: tf.Tensor): tf.Tensor {
  const [batch = 0, steps = 0, features = 0] = x.shape;
  return tf.reshape(tf.transpose(x, [1, 0, 2]), [steps * batch, features]);
}

function project(rows: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor | null): tf.Tensor {
  const product = tf.matMul(rows, kernel);
  return bias === null ? product : tf.add(product, bias);
}

const rowOf = (bias: tf.Tensor, row: number): tf.Tensor => tf.reshape(tf.slice(bias, [row, 0], [1, -1]), [-1]);

const inputBias = (bias: tf.Tensor | null, { twoBiases }: Series): tf.Tensor | null =>
  bias !== null && twoBiases ? rowOf(bias, 0) : bias;

const innerBias = (bias: tf.Tensor | null, { twoBiases }: Series): tf.Tensor | null =>
  bias !== null && twoBiases ? rowOf(bias, 1) : null;

function outputOf(states: readonly (readonly tf.Tensor[])[], { sequences, flipped, units }: Series): tf.Tensor {
  const outputs = states.slice(1).map(([h]) => h ?? tf.zeros([0, units]));
  if (!sequences) return tf.clone(outputs.at(-1) ?? tf.zeros([0, units]));
  const ordered = flipped ? [...outputs].reverse() : outputs;
  return tf.concat(
    ordered.map((h) => tf.reshape(h, [h.shape[0] ?? 0, 1, units])),
    1,
  );
}

/** Gradient of the output at each step; `null` where the step was not put out. */
function outputGradients(dy: tf.Tensor, { sequences, flipped, units }: Series, steps: number): (tf.Tensor | null)[] {
  if (!sequences) return Array.from({ length: steps }, (_, step) => (step === steps - 1 ? dy : null));
  const batch = dy.shape[0] ?? 0;
  const rows = timeMajor(dy);
  return Array.from({ length: steps }, (_, step) =>
    tf.slice(rows, [placeOf(step, steps, flipped) * batch, 0], [batch, units]),
  );
}

/** From the last step to the first. Projections come out in the order of the input's time, `[T·batch, g·u]`. */
function throughTime(
  dy: tf.Tensor,
  series: Series,
  steps: number,
  weights: CellWeights,
  stateAt: (step: number) => readonly tf.Tensor[],
  keptAt: (step: number) => readonly tf.Tensor[],
): { readonly projected: tf.Tensor; readonly recurrent: tf.Tensor; readonly inner: tf.Tensor } {
  const { cell } = series;
  const outer = outputGradients(dy, series, steps);
  let carried: tf.Tensor[] = stateAt(steps).map((state) => tf.zerosLike(state));
  const projected: tf.Tensor[] = new Array(steps);
  const pairs: { left: tf.Tensor[]; right: tf.Tensor[] }[] = [];
  for (let step = steps - 1; step >= 0; step--) {
    const own = outer[step] ?? null;
    const result = tf.tidy(() => {
      const [first, ...others] = carried;
      const dh = first !== undefined && own !== null ? tf.add(first, own) : first;
      const gradients = dh === undefined ? [] : [dh, ...others];
      return cell.back(gradients, { kept: keptAt(step), before: stateAt(step), after: stateAt(step + 1) }, weights);
    });
    tf.dispose(carried);
    carried = result.states;
    projected[placeOf(step, steps, series.backwards)] = result.projected;
    pairs.push({ left: result.left, right: result.right });
  }
  const blocks = pairs[0]?.left.length ?? 0;
  const joined = (side: 'left' | 'right', block: number): tf.Tensor =>
    tf.concat(
      pairs.flatMap((pair) => pair[side][block] ?? []),
      0,
    );
  const products = Array.from({ length: blocks }, (_, block) =>
    tf.matMul(joined('left', block), joined('right', block), true, false),
  );
  return {
    projected: tf.concat(projected, 0),
    recurrent: products.length === 1 && products[0] ? products[0] : tf.concat(products, 1),
    inner: joined('right', 0),
  };
}

/** The recurrent product's bias has the gradient of that product. */
function biasGradient(projected: tf.Tensor, inner: tf.Tensor, { twoBiases }: Series): tf.Tensor {
  const own = tf.sum(projected, 0);
  if (!twoBiases) return own;
  const row = (sum: tf.Tensor): tf.Tensor => tf.reshape(sum, [1, -1]);
  return tf.concat([row(own), row(tf.sum(inner, 0))], 0);
}
