import { defineMerge } from './elementwise-merge.ts';

export const maximum = defineMerge({
  kind: 'maximum',
  title: 'Maximum',
  className: 'Maximum',
  summary: 'The greatest of its inputs, value by value.',
  reference: 'https://keras.io/api/layers/merging_layers/maximum/',
  ops: (inputs) => inputs - 1,
});
