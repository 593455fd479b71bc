import { randomUUID } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { analyze } from '../../core/analysis/analyze.ts';
import { compileNetwork } from '../../core/compile/compile.ts';
import { bytesSource } from '../../core/interop/byte-source.ts';
import { importedProject } from '../../core/interop/imported-run.ts';
import type { LayerNote } from '../../core/interop/keras/notes.ts';
import { readWeights } from '../../core/interop/weights/read.ts';
import { readModelFile } from '../../host/model-file.ts';
import { writeProject } from '../../host/project-file.ts';
import { type ExitCode, exitCodes, fault, misuse } from '../failure.ts';
import { writeOutput } from '../output.ts';
import type { CommandRun } from '../run.ts';
import { besideOf, openFile, openProject, plural } from '../source.ts';
import { count } from '../table.ts';
import type { Terminal } from '../terminal.ts';

export const run: CommandRun = async (args, terminal) => {
  const name = args.text('name');
  const output = args.text('output');
  if (output === undefined) throw misuse('import: -o PROJECT is missing');
  const [what = ''] = args.positionals;
  const weightsFile = args.text('weights');
  if (weightsFile !== undefined) return importWeights({ what, weightsFile, output, json: args.flag('json') }, terminal);
  const beside = besideOf(resolve(terminal.cwd, what));
  const read = await readModelFile(await openFile(what, terminal), name === undefined ? {} : { name }, beside);
  if (!read.ok) throw fault(`${what}: ${read.error.message}`);
  const { document, report, weights, withoutWeights } = read.value;
  const plain = output.endsWith('.json');
  const origin = { runId: randomUUID(), file: basename(what), at: new Date().toISOString() };
  const content = plain
    ? `${JSON.stringify(document, null, 2)}\n`
    : writeProject(importedProject(document, weights, origin));
  const file = await writeOutput(terminal, output, content);
  const { parameters, macs } = analyze(document.graph).totals;
  if (args.flag('json')) {
    terminal.out(JSON.stringify({ file, name: document.name, parameters, macs, weights: weights !== null, ...report }));
    return exitCodes.fine;
  }
  const { layers, groups, custom, changed } = report;
  terminal.out(`${file}: ${plural(layers, 'layer')} in ${plural(groups, 'group')}, ${count(parameters)} parameters`);
  if (withoutWeights !== null)
    terminal.out(`Without weights: those of ${withoutWeights} are missing or of another shape`);
  section(terminal.out, 'Kept as they came, not analysed', custom);
  section(terminal.out, 'Changed', changed);
  return exitCodes.fine;
};

interface WithWeights {
  readonly what: string;
  readonly weightsFile: string;
  readonly output: string;
  readonly json: boolean;
}

/** A network that is here, and its weights from a file that has nothing else. */
async function importWeights({ what, weightsFile, output, json }: WithWeights, terminal: Terminal): Promise<ExitCode> {
  const { document } = (await openProject(what, terminal)).project;
  const analysis = analyze(document.graph);
  const compiled = compileNetwork(document.graph, 'model', analysis);
  if (!compiled.ok) throw fault(`${what}: ${compiled.error.map(({ message }) => message).join(' ')}`);
  const read = await readWeights(bytesSource(await openFile(weightsFile, terminal)), compiled.value, analysis);
  if (!read.ok) throw fault(`${weightsFile}: ${read.error.message}`);
  const { weights, unused } = read.value;
  const origin = { runId: randomUUID(), file: basename(weightsFile), at: new Date().toISOString() };
  const file = await writeOutput(terminal, output, writeProject(importedProject(document, weights, origin)));
  const parameters = weights.reduce((sum, { values }) => sum + values.length, 0);
  if (json) terminal.out(JSON.stringify({ file, name: document.name, parameters, unused }));
  else {
    terminal.out(`${file}: ${plural(weights.length, 'tensor')}, ${count(parameters)} weights from ${weightsFile}`);
    if (unused.length > 0) terminal.out(`Left out, since no layer has them: ${unused.join(', ')}`);
  }
  return exitCodes.fine;
}

function section(out: (line: string) => void, title: string, notes: readonly LayerNote[]): void {
  if (notes.length === 0) return;
  out(`${title}:`);
  for (const { name, others, className, message } of notes) {
    const more = others.length === 0 ? '' : ` and ${plural(others.length, 'other layer')}`;
    out(`  ${name} (${className})${more}: ${message}`);
  }
}
