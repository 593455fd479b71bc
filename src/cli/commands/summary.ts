import { analyze } from '../../core/analysis/analyze.ts';
import type { StrideDocument } from '../../core/document/schema.ts';
import { summaryCsv, summaryMarkdown } from '../../core/figures/tables.ts';
import type { Shape } from '../../core/math/shape.ts';
import { exitCodes, misuse } from '../failure.ts';
import { type NetworkFigures, networkFigures } from '../figures.ts';
import type { CommandRun } from '../run.ts';
import { openNetwork } from '../source.ts';
import { bytes, count, table } from '../table.ts';

export const run: CommandRun = async (args, terminal) => {
  const format = args.text('format');
  if (format !== undefined && args.flag('json')) throw misuse('summary: --json and --format exclude each other');
  const document = await openNetwork(args.positionals[0] ?? '', terminal);
  const figures = networkFigures(document);
  if (format === 'csv' || format === 'md') terminal.out(tableOf(document, format).trimEnd());
  else terminal.out(args.flag('json') ? JSON.stringify(figures) : printed(figures));
  const errors = figures.problems.filter((problem) => problem.severity === 'error');
  const [first] = errors;
  if (!first) return exitCodes.fine;
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`;
  terminal.note(`stride: ${first.message}${more}`);
  return exitCodes.fault;
};

function tableOf(document: StrideDocument, format: 'csv' | 'md'): string {
  const analysis = analyze(document.graph);
  if (format === 'csv') return summaryCsv(document, analysis);
  const columns = ['Layer', 'Kind', 'Output', 'Parameters', 'MACs'] as const;
  return summaryMarkdown(document, analysis, { columns, total: 'Total', number: count });
}

/** As Keras's `model.summary()`: the batch is `None`; the last column only where layers are not simply in a row. */
function printed({ name, layers, parameters, macs, flops, ops }: NetworkFigures): string {
  const inARow = layers.every((layer, i) => layer.inbound.join() === (i === 0 ? '' : layers[i - 1]?.name));
  const head = ['Layer (type)', 'Output Shape', 'Param #', ...(inARow ? [] : ['Connected to'])];
  const rows = layers.map((layer) => [
    `${layer.name} (${layer.className})`,
    kerasShape(layer.outputShape),
    count(layer.parameters),
    ...(inARow ? [] : [layer.inbound.join(', ')]),
  ]);
  return [
    `Model: "${name}"`,
    table(head, rows, ['left', 'left', 'right', 'left']),
    `Layers: ${count(layers.length)}`,
    `Total params: ${count(parameters.total)} (${bytes(4 * parameters.total)})`,
    `Trainable params: ${count(parameters.trainable)} (${bytes(4 * parameters.trainable)})`,
    `Non-trainable params: ${count(parameters.nonTrainable)} (${bytes(4 * parameters.nonTrainable)})`,
    `MACs: ${count(macs)} · FLOPs (2 × MACs): ${count(flops)} · All operations: ${count(ops)}`,
  ].join('\n');
}

function kerasShape(shape: Shape | null): string {
  if (shape === null) return '?';
  return `(None${shape.map((size) => `, ${size}`).join('')}${shape.length === 0 ? ',' : ''})`;
}
