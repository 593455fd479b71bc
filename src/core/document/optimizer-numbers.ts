import type { OptimizerName, TrainingSettings } from './schema.ts';

export type OptimizerNumber = Extract<
  keyof TrainingSettings,
  'momentum' | 'rho' | 'beta1' | 'beta2' | 'epsilon' | 'weightDecay' | 'initialAccumulator'
>;

/** What each rule has to be told beside its rate. */
export const optimizerNumbers: { readonly [O in OptimizerName]: readonly OptimizerNumber[] } = {
  sgd: [],
  momentum: ['momentum'],
  nesterov: ['momentum'],
  adagrad: ['initialAccumulator', 'epsilon'],
  rmsprop: ['rho', 'epsilon'],
  adam: ['beta1', 'beta2', 'epsilon'],
  adamw: ['beta1', 'beta2', 'epsilon', 'weightDecay'],
};

const all: ReadonlySet<string> = new Set(Object.values(optimizerNumbers).flat());

export const isOptimizerNumber = (name: string): name is OptimizerNumber => all.has(name);
