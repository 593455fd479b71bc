import type { StrideDocument } from '../schema.ts';
import type { Pair } from './diff.ts';
import type { Difference } from './differences.ts';
/** Columns of the CSV table, in order. Shapes are `28x28x64`; what is not there is empty. */
export declare const reportColumns: readonly [
  'difference',
  'layer_before',
  'layer_after',
  'kind_before',
  'kind_after',
  'settings',
  'output_before',
  'output_after',
  'parameters_before',
  'parameters_after',
  'macs_before',
  'macs_after',
];
/** A line a difference, as RFC 4180 has it: the same in every language. Wires give the layers that they come from and the one they lead to. */
export declare function differencesCsv(list: readonly Difference[], documents: Pair<StrideDocument>): string;
/** A heading, and a Markdown table under its columns; the last columns are numbers. */
export declare function markdownTable(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: number,
): string;
