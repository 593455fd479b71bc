import { defineMerge } from './elementwise-merge.ts';

export const multiply = defineMerge({
  kind: 'multiply',
  title: 'Multiply',
  className: 'Multiply',
  summary: 'Multiplies its inputs value by value: how squeeze-and-excitation weighs channels.',
  reference: 'Hu et al., 2018; https://keras.io/api/layers/merging_layers/multiply/',
  ops: (inputs) => inputs - 1,
});
