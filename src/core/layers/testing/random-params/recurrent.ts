import type { Shape } from '../../../math/shape.ts';
import { relu } from '../../activation/relu.ts';
import { conv2d } from '../../convolution/conv2d.ts';
import { dense } from '../../core/dense.ts';
import { dropout } from '../../core/dropout.ts';
import type { LayerDefinition } from '../../define.ts';
import { activationNames } from '../../names.ts';
import { maxPooling2d } from '../../pooling/max-pooling2d.ts';
import { gru as gruLayer } from '../../recurrent/gru.ts';
import { lstm as lstmLayer } from '../../recurrent/lstm.ts';
import { simpleRnn } from '../../recurrent/simple-rnn.ts';
import { flatten } from '../../reshape/flatten.ts';
import type { Random } from '../random.ts';
import { constraint, ending, initializer, kernel, regularizer } from './parts.ts';
import type { RandomParams } from './types.ts';

const recurrent = (random: Random) => ({
  ...ending(random),
  // tfjs ignores a recurrent layer's.
  activityRegularizer: null,
  ...kernel(random),
  units: random.int(1, 5),
  activation: random.chance(0.7) ? ('tanh' as const) : random.pick(activationNames),
  returnSequences: random.chance(0.5),
  goBackwards: random.chance(0.2),
  // Neither changes a shape, and tfjs never frees the masks that it draws for them.
  dropout: 0,
  recurrentDropout: 0,
  recurrentInitializer: initializer(random),
  recurrentRegularizer: regularizer(random),
  recurrentConstraint: constraint(random),
});

const gates = (random: Random) => ({
  ...recurrent(random),
  recurrentActivation: random.chance(0.7) ? ('sigmoid' as const) : random.pick(activationNames),
});

const lstm = (random: Random) => ({ ...gates(random), unitForgetBias: random.chance(0.7) });
const gru = (random: Random) => ({ ...gates(random), resetAfter: random.chance(0.3) });

const embedding = (random: Random) => ({
  inputDim: random.int(1, 30),
  outputDim: random.int(1, 5),
  embeddingsInitializer: initializer(random),
  embeddingsRegularizer: regularizer(random),
  embeddingsConstraint: constraint(random),
  activityRegularizer: random.chance(0.05) ? regularizer(random) : null,
});

/** A layer for a wrapper, with all its params. */
const inner = ({ kind, params }: LayerDefinition, given: object) => ({ kind, params: params.parse(given) });

const inSeries = (random: Random) =>
  random.pick([
    inner(lstmLayer, { ...lstm(random), goBackwards: random.chance(0.1), activityRegularizer: null }),
    inner(gruLayer, { ...gru(random), goBackwards: false, resetAfter: false, activityRegularizer: null }),
    inner(simpleRnn, { ...recurrent(random), goBackwards: false, activityRegularizer: null }),
  ]);

/** A layer for one step, mostly one that takes its rank. */
function atEachStep(random: Random, inputs: readonly Shape[]) {
  const rank = (inputs[0]?.length ?? 1) - 1;
  const ofDense = { units: random.int(1, 5), ...kernel(random), ...ending(random), activityRegularizer: null };
  const ofConvolution = { filters: random.int(1, 4), kernelSize: [2, 2], padding: random.pick(['same', 'valid']) };
  const choices = {
    dense: inner(dense, ofDense),
    conv2d: inner(conv2d, ofConvolution),
    pooling: inner(maxPooling2d, { poolSize: [2, 2], strides: [1, 1] }),
    lstm: inner(lstmLayer, { ...lstm(random), activityRegularizer: null }),
    relu: inner(relu, {}),
    flatten: inner(flatten, {}),
    dropout: inner(dropout, { rate: 0.5 }),
  };
  if (rank === 3)
    return random.pick([
      choices.dense,
      choices.conv2d,
      choices.pooling,
      choices.relu,
      choices.flatten,
      choices.dropout,
    ]);
  if (rank === 2) return random.pick([choices.dense, choices.lstm, choices.relu, choices.flatten, choices.conv2d]);
  return random.pick([choices.dense, choices.dense, choices.relu, choices.dropout, choices.conv2d]);
}

export const recurrentParams: RandomParams<
  'embedding' | 'lstm' | 'gru' | 'simpleRnn' | 'bidirectional' | 'timeDistributed'
> = {
  embedding,
  lstm,
  gru,
  simpleRnn: recurrent,
  bidirectional: (random) => ({
    layer: inSeries(random),
    mergeMode: random.pick(['concat', 'sum', 'mul', 'ave']),
  }),
  timeDistributed: (random, inputs) => ({ layer: atEachStep(random, inputs) }),
};
