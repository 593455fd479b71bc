import { resolve } from 'node:path';
import { compileNetwork } from '../../core/compile/compile.ts';
import type { CompiledNetwork } from '../../core/compile/topology.ts';
import { modelMetadata } from '../../core/document/run-data.ts';
import { strideLayersFile, writeTfjsModel } from '../../core/interop/tfjs/write.ts';
import { initialWeights } from '../../engine/network/initial-weights.ts';
import { buildProgram } from '../../engine/network/program.ts';
import type { NamedWeight } from '../../engine/protocol.ts';
import { exitCodes, fault, misuse } from '../failure.ts';
import { obstacleText } from '../obstacles.ts';
import { strideLayersHint, writeArtifacts } from '../output.ts';
import type { CommandRun } from '../run.ts';
import { openProject } from '../source.ts';
import type { Terminal } from '../terminal.ts';
import { bestOf } from '../trained.ts';

export const run: CommandRun = async (args, terminal) => {
  const output = args.text('output');
  if (output === undefined) throw misuse('export: -o PATH is missing');
  const { network, weights, trained, metadata } = await exportable(args.positionals[0] ?? '', terminal);
  const written = writeTfjsModel(network, weights, { metadata });
  if (!written.ok) throw fault(obstacleText(written.error));
  const files = await writeArtifacts(terminal, output, written.value);
  const parameters = weights.reduce((total, { values }) => total + values.length, 0);
  if (files.includes(strideLayersFile)) terminal.note(`stride: ${strideLayersHint}`);
  if (!trained) terminal.note('stride: not trained yet: the weights are the initial ones');
  if (args.flag('json'))
    terminal.out(JSON.stringify({ folder: resolve(terminal.cwd, output), files, parameters, trained }));
  else terminal.out(`${output}: ${files.join(', ')}`);
  return exitCodes.fine;
};

interface Exportable {
  readonly network: CompiledNetwork;
  readonly weights: readonly NamedWeight[];
  readonly trained: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The trained network where there is one, else the document's own with the weights that training would start from. */
async function exportable(what: string, terminal: Terminal): Promise<Exportable> {
  const opened = await openProject(what, terminal);
  const best = bestOf(opened.project);
  if (best) {
    const { run, weights } = best;
    return { network: run.network, weights, trained: true, metadata: modelMetadata(run.data, opened.classes) };
  }
  const { document } = opened.project;
  const compiled = compileNetwork(document);
  if (!compiled.ok) throw fault(compiled.error[0]?.message ?? 'the network has errors');
  const weights = [...initialWeights(buildProgram(compiled.value), document.training.seed)];
  return { network: compiled.value, weights, trained: false, metadata: {} };
}
