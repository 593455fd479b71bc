import { defineMerge } from './elementwise-merge.ts';

export const average = defineMerge({
  kind: 'average',
  title: 'Average',
  className: 'Average',
  summary: 'Mean of its inputs, value by value.',
  reference: 'https://keras.io/api/layers/merging_layers/average/',
  ops: (inputs) => inputs,
});
