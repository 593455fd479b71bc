import * as tf from '@tensorflow/tfjs-core';
import { dropout as seededDropout } from '../kernels/dropout.ts';
import { combine } from '../random.ts';
import { activationGradientOf } from './activation-gradients.ts';
import { activationOf } from './activations.ts';
import type { ConfigReader } from './config.ts';
import { given } from './convolution.ts';
import { type CallContext, type LayerBuilder, only, type RunnableLayer, type WeightSlot } from './layer.ts';
import { type Cell, gruCell, gruCellResetBefore, lstmCell, type Smooth, simpleCell } from './recurrent-cells.ts';
import { runSeries } from './recurrent-steps.ts';

/** A recurrent layer whose output can be put in the opposite order, as a layer in both directions needs it. */
export interface RecurrentLayer extends RunnableLayer {
  readonly sequences: boolean;
  readonly run: (x: tf.Tensor, weights: readonly tf.Tensor[], context: CallContext, flipped: boolean) => tf.Tensor;
}

interface Kind {
  readonly gates: number;
  readonly twoBiases: boolean;
  readonly cell: Cell;
  /** Where the bias starts otherwise than its initialiser says. */
  readonly bias?: (drawn: WeightSlot) => WeightSlot;
}

function smooth(config: ConfigReader, key: string, fallback: string): Smooth {
  const name = config.string(key, fallback);
  const apply = activationOf(name);
  const back = activationGradientOf(name);
  return apply && back ? { apply, back } : config.refuse(`activation ${name} is not known`);
}

function share(config: ConfigReader, key: string): number {
  const rate = config.number(key, 0);
  return rate >= 0 && rate < 1 ? rate : config.refuse(`${key} ${rate} is not in [0, 1)`);
}

function recurrent(config: ConfigReader, shapes: readonly (readonly number[])[], kind: Kind, backwards: boolean) {
  if (config.boolean('stateful', false)) config.refuse('keeping the state between batches is not supported');
  if (config.boolean('return_state', false)) config.refuse('its state cannot be put out');
  if (shapes.length > 1) config.refuse('a first state cannot be fed to it');
  const [steps = 0, features = 0, ...more] = only(shapes);
  if (more.length > 0 || features === 0) config.refuse('it takes a series of vectors');
  const units = config.integer('units');
  const sequences = config.boolean('return_sequences', false);
  const dropout = share(config, 'dropout');
  const recurrentDropout = share(config, 'recurrent_dropout');
  const width = kind.gates * units;
  const drawn = config.weight('bias', kind.twoBiases ? [2, width] : [width], 'zeros');
  const bias = config.boolean('use_bias', true) ? [kind.bias?.(drawn) ?? drawn] : [];
  const run: RecurrentLayer['run'] = (x, [kernel, own, offset], context, flipped) => {
    const drop = (rate: number, shape: number[], place: number): tf.Tensor | null =>
      context.training && rate > 0 ? seededDropout(tf.ones(shape), rate, combine(context.seed, place)) : null;
    // As in Keras, what is dropped is the same at every step.
    const seen = drop(dropout, [x.shape[0] ?? 1, 1, features], 1);
    return runSeries(
      seen === null ? x : tf.mul(x, seen),
      {
        kernel: given(kernel),
        recurrent: given(own),
        bias: offset ?? null,
        mask: drop(recurrentDropout, [x.shape[0] ?? 1, units], 2),
      },
      {
        cell: kind.cell,
        units,
        backwards,
        sequences,
        flipped,
        twoBiases: kind.twoBiases,
        inputGradient: context.inputGradient,
      },
    );
  };
  return {
    weights: [
      config.weight('kernel', [features, width], 'glorotUniform'),
      config.weight('recurrent_kernel', [units, width], 'orthogonal', 'recurrent'),
      ...bias,
    ],
    outputShape: sequences ? [steps, units] : [units],
    activation: 'linear',
    sequences,
    run,
    call: (inputs: readonly tf.Tensor[], weights: readonly tf.Tensor[], context: CallContext) =>
      run(only(inputs), weights, context, false),
  };
}

/** Builds one of the three; `backwards` in place of its config's. */
export type RecurrentBuilder = (
  config: ConfigReader,
  shapes: readonly (readonly number[])[],
  backwards?: boolean,
) => RecurrentLayer;

const isBackwards = (config: ConfigReader): boolean => config.boolean('go_backwards', false);

const buildSimple: RecurrentBuilder = (config, shapes, backwards = isBackwards(config)) =>
  recurrent(
    config,
    shapes,
    { gates: 1, twoBiases: false, cell: simpleCell(smooth(config, 'activation', 'tanh')) },
    backwards,
  );

const buildLstm: RecurrentBuilder = (config, shapes, backwards = isBackwards(config)) => {
  const cell = lstmCell(smooth(config, 'activation', 'tanh'), smooth(config, 'recurrent_activation', 'sigmoid'));
  const forgets = config.boolean('unit_forget_bias', true);
  const bias = (drawn: WeightSlot): WeightSlot => ({
    ...drawn,
    initializer: {
      kind: 'blocks',
      blocks: [drawn.initializer, { kind: 'constant', value: 1 }, drawn.initializer, drawn.initializer],
    },
  });
  return recurrent(config, shapes, { gates: 4, twoBiases: false, cell, ...(forgets ? { bias } : {}) }, backwards);
};

const buildGru: RecurrentBuilder = (config, shapes, backwards = isBackwards(config)) => {
  const after = config.boolean('reset_after', true);
  const make = after ? gruCell : gruCellResetBefore;
  const cell = make(smooth(config, 'activation', 'tanh'), smooth(config, 'recurrent_activation', 'sigmoid'));
  return recurrent(config, shapes, { gates: 3, twoBiases: after, cell }, backwards);
};

export const simpleRnn: LayerBuilder = (config, shapes) => buildSimple(config, shapes);
export const lstm: LayerBuilder = (config, shapes) => buildLstm(config, shapes);
export const gru: LayerBuilder = (config, shapes) => buildGru(config, shapes);

/** By Keras class, for layers that hold one. */
export const recurrentBuilders: Readonly<Record<string, RecurrentBuilder>> = {
  SimpleRNN: buildSimple,
  LSTM: buildLstm,
  GRU: buildGru,
};
