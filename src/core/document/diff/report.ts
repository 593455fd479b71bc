import { cell, csvField } from '../../figures/tables.ts';
import type { Shape } from '../../math/shape.ts';
import type { StrideDocument } from '../schema.ts';
import type { Pair } from './diff.ts';
import type { Difference, LayerDifference, WireDifference } from './differences.ts';

/** Columns of the CSV table, in order. Shapes are `28x28x64`; what is not there is empty. */
export const reportColumns = [
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
] as const;

/** A line a difference, as RFC 4180 has it: the same in every language. Wires give the layers that they come from and the one they lead to. */
export function differencesCsv(list: readonly Difference[], documents: Pair<StrideDocument>): string {
  const rows = list.map((one) => (one.kind === 'wire' ? wireRow(one, documents) : layerRow(one)));
  return [reportColumns, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

function layerRow({ kind, nodes, change, figures }: LayerDifference): readonly string[] {
  const there = <T>(values: Pair<T>, write: (value: T) => string): readonly string[] =>
    values.map((value, i) => (nodes[i] ? write(value) : ''));
  const settings = change?.params.map(({ key, values: [was, is] }) => `${key}: ${json(was)} -> ${json(is)}`) ?? [];
  const mode = change?.mode ? [`mode: ${change.mode[0] ?? 'works'} -> ${change.mode[1] ?? 'works'}`] : [];
  const sharing = change?.sharing ? [`weights of: ${change.sharing[0] ?? ''} -> ${change.sharing[1] ?? ''}`] : [];
  return [
    kind,
    ...nodes.map((node) => node?.name ?? ''),
    ...nodes.map((node) => node?.kind ?? ''),
    [...mode, ...sharing, ...settings].join('; '),
    ...there<Shape | null>(figures.shape, (shape) => shape?.join('x') ?? '?'),
    ...there(figures.parameters, String),
    ...there(figures.work.macs, String),
  ];
}

function wireRow({ wires }: WireDifference, documents: Pair<StrideDocument>): readonly string[] {
  const nameIn = (index: 0 | 1, id: string): string => documents[index].graph.nodes[id]?.name ?? id;
  const ends = wires.map((wire, i) => {
    const side = i === 0 ? 0 : 1;
    return wire ? `${nameIn(side, wire.source)} -> ${nameIn(side, wire.target)}` : '';
  });
  return ['wire', ...ends, ...Array.from({ length: reportColumns.length - 3 }, () => '')];
}

const json = (value: unknown): string => JSON.stringify(value) ?? '';

/** A heading, and a Markdown table under its columns; the last columns are numbers. */
export function markdownTable(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: number,
): string {
  const rule = columns.map((_, i) => (i < columns.length - numbers ? '---' : '---:'));
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |\n`;
  return `## ${cell(title)}\n\n${[columns.map(cell), rule, ...rows.map((row) => row.map(cell))].map(line).join('')}`;
}
