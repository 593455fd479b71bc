import { defineMerge } from './elementwise-merge.ts';

export const minimum = defineMerge({
  kind: 'minimum',
  title: 'Minimum',
  className: 'Minimum',
  summary: 'The least of its inputs, value by value.',
  reference: 'https://keras.io/api/layers/merging_layers/minimum/',
  ops: (inputs) => inputs - 1,
});
