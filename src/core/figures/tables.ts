import type { Analysis, Totals } from '../analysis/types.ts';
import { kerasLayers } from '../compile/layers.ts';
import type { StrideDocument } from '../document/schema.ts';

/** Columns of the CSV table, in order. Shapes are `28x28x64`; a shape that is unknown is empty. */
export const csvColumns = ['layer', 'kind', 'output_shape', 'parameters', 'trainable_parameters', 'macs'] as const;

/** A line a layer in Keras's order, as RFC 4180 has it: for spreadsheets and scripts, the same in every language. */
export function summaryCsv({ graph }: StrideDocument, analysis: Analysis): string {
  const rows = kerasLayers(graph, analysis).map(
    ({ name, className, outputShape, parameters, trainable, macs }): readonly string[] => [
      name,
      className,
      outputShape?.join('x') ?? '',
      String(parameters),
      String(trainable),
      String(macs),
    ],
  );
  return csvTable(csvColumns, rows);
}

/** What a cell of a table holds; `null`: nothing. */
export type CsvCell = number | string | boolean | null;

/** Lines as RFC 4180 has them. */
export const csvTable = (header: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  [header, ...rows]
    .map((row) => `${row.map((cell) => csvField(cell === null ? '' : String(cell))).join(',')}\r\n`)
    .join('');

/** A field as RFC 4180 has it. */
export const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** What the Markdown table says, in the reader's language. */
export interface TableWords {
  readonly columns: readonly [layer: string, kind: string, output: string, parameters: string, macs: string];
  readonly total: string;
  readonly number: (value: number) => string;
}

/** The same as a Markdown table with a line for the whole; figures of an incomplete network are lower bounds. */
export function summaryMarkdown({ graph }: StrideDocument, analysis: Analysis, words: TableWords): string {
  const { total, number } = words;
  const rows = kerasLayers(graph, analysis).map(({ name, className, outputShape, parameters, macs }) => [
    `\`${codeText(name)}\``,
    cell(className),
    outputShape?.join('×') ?? '?',
    number(parameters),
    number(macs),
  ]);
  const bound = (pick: (totals: Totals) => number): string =>
    `**${analysis.totals.unknown > 0 ? '≥\u00a0' : ''}${number(pick(analysis.totals))}**`;
  return [
    words.columns.map(cell),
    ['---', '---', '---', '---:', '---:'],
    ...rows,
    [`**${cell(total)}**`, '', '', bound(({ parameters }) => parameters), bound(({ macs }) => macs)],
  ]
    .map((row) => `| ${row.join(' | ')} |\n`)
    .join('');
}

/** Text that ends no cell of a Markdown table and begins no mark. */
export const cell = (text: string): string => text.replace(/[\r\n]+/g, ' ').replace(/[\\|`*_<[\]]/g, '\\$&');

/** Inside a code span only the bar and the span's own end are marks. */
const codeText = (text: string): string =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('`', "'")
    .replaceAll('|', '\\|');
