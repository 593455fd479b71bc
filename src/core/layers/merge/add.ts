import { defineMerge } from './elementwise-merge.ts';

export const add = defineMerge({
  kind: 'add',
  title: 'Add',
  className: 'Add',
  summary: 'Adds its inputs value by value: the shortcut of residual networks.',
  reference: 'He et al., 2016; https://keras.io/api/layers/merging_layers/add/',
  ops: (inputs) => inputs - 1,
});
