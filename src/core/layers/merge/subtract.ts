import { defineMerge } from './elementwise-merge.ts';

export const subtract = defineMerge({
  kind: 'subtract',
  title: 'Subtract',
  className: 'Subtract',
  summary: 'Takes the second input from the first, value by value.',
  reference: 'https://keras.io/api/layers/merging_layers/subtract/',
  inputs: 2,
  ops: () => 1,
});
