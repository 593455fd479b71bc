import type { Shape } from '../../../math/shape.ts';
import { activationNames } from '../../names.ts';
import type { Random } from '../random.ts';
import { constraint, ending, initializer, kernel, regularizer } from './parts.ts';
import type { RandomParams } from './types.ts';

const share = (random: Random): number => random.pick([0, 0, 0, 0.2, 0.5]);

const recurrent = (random: Random) => ({
  ...ending(random),
  ...kernel(random),
  units: random.int(1, 5),
  activation: random.chance(0.7) ? ('tanh' as const) : random.pick(activationNames),
  returnSequences: random.chance(0.5),
  goBackwards: random.chance(0.2),
  dropout: share(random),
  recurrentDropout: share(random),
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

const inSeries = (random: Random) =>
  random.pick([
    { kind: 'lstm', params: { ...lstm(random), goBackwards: random.chance(0.1) } },
    { kind: 'gru', params: { ...gru(random), goBackwards: false, resetAfter: false } },
    { kind: 'simpleRnn', params: { ...recurrent(random), goBackwards: false } },
  ]);

const windows = { kernelSize: [2, 2], poolSize: [2, 2], strides: [1, 1] };

/** A layer for one step, mostly one that takes its rank. */
function atEachStep(random: Random, inputs: readonly Shape[]) {
  const rank = (inputs[0]?.length ?? 1) - 1;
  const { kernelSize, poolSize, strides } = windows;
  const dense = {
    kind: 'dense',
    params: { units: random.int(1, 5), ...kernel(random), ...ending(random), activityRegularizer: null },
  };
  const dropout = { kind: 'dropout', params: { rate: 0.5 } };
  const conv2d = {
    kind: 'conv2d',
    params: { filters: random.int(1, 4), kernelSize, padding: random.pick(['same', 'valid']) },
  };
  const maxPooling2d = { kind: 'maxPooling2d', params: { poolSize, strides } };
  const series = { kind: 'lstm', params: { ...lstm(random), activityRegularizer: null } };
  const relu = { kind: 'relu', params: {} };
  const flatten = { kind: 'flatten', params: {} };
  if (rank === 3) return random.pick([dense, conv2d, maxPooling2d, relu, flatten, dropout]);
  if (rank === 2) return random.pick([dense, series, relu, flatten, conv2d]);
  return random.pick([dense, dense, relu, dropout, conv2d]);
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
