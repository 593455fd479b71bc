import { basename, dirname, resolve } from 'node:path';
import { compileNetwork } from '../../core/compile/compile.ts';
import { modelMetadata } from '../../core/document/run-data.ts';
import { layerGroups } from '../../core/interop/keras/write/layer-groups.ts';
import { nestingNotes } from '../../core/interop/keras/write/write.ts';
import { strideLayersFile, writeTfjsModel } from '../../core/interop/tfjs/write.ts';
import { initialWeights } from '../../engine/network/initial-weights.ts';
import { buildProgram } from '../../engine/network/program.ts';
import { exportFormats, type FileFormat } from '../export-formats.ts';
import { exitCodes, fault, misuse } from '../failure.ts';
import { obstacleText } from '../obstacles.ts';
import { strideLayersHint, writeArtifacts, writeOutput } from '../output.ts';
import type { CommandRun } from '../run.ts';
import { openProject } from '../source.ts';
import type { Terminal } from '../terminal.ts';
import { bestOf } from '../trained.ts';
import type { OnnxCheck } from './export-check.ts';
import { type Exportable, fileWriters } from './export-file.ts';

export const run: CommandRun = async (args, terminal) => {
  const output = args.text('output');
  if (output === undefined) throw misuse('export: -o PATH is missing');
  const format = fileFormats.find((one) => one === args.text('to'));
  const isNested = args.flag('nested');
  if (isNested && !nestingFormats.some((one) => one === format))
    throw misuse(`export: --nested is for ${nestingFormats.join(', ')}`);
  const { groups, ...flat } = await exportable(args.positionals[0] ?? '', terminal);
  const model: Exportable = isNested ? { ...flat, groups } : flat;
  for (const note of isNested ? nestingNotes(model.network, groups, format === 'h5' ? 'h5' : 'keras') : [])
    terminal.note(`stride: ${note.message}`);
  const { folder, files, onnx } = format
    ? await writeFile(format, model, output, terminal)
    : await writeFolder(model, output, terminal);
  const { weights, trained } = model;
  const parameters = weights.reduce((total, { values }) => total + values.length, 0);
  if (!trained) terminal.note('stride: not trained yet: the weights are the initial ones');
  if (args.flag('json')) terminal.out(JSON.stringify({ folder, files, parameters, trained, ...(onnx && { onnx }) }));
  else {
    terminal.out(format ? output : `${output}: ${files.join(', ')}`);
    if (onnx) terminal.out(onnxCheckText(onnx));
  }
  return exitCodes.fine;
};

const fileFormats = exportFormats.filter((format) => format !== 'tfjs');

/** Those that know models in a model. */
const nestingFormats: readonly FileFormat[] = ['keras', 'h5', 'keras-code'];

interface Written {
  readonly folder: string;
  readonly files: readonly string[];
  /** Of a file that ONNX Runtime opens. */
  readonly onnx?: OnnxCheck;
}

async function writeFolder(
  { network, weights, metadata }: Exportable,
  output: string,
  terminal: Terminal,
): Promise<Written> {
  const written = writeTfjsModel(network, weights, { metadata });
  if (!written.ok) throw fault(obstacleText(written.error));
  const files = await writeArtifacts(terminal, output, written.value);
  if (files.includes(strideLayersFile)) terminal.note(`stride: ${strideLayersHint}`);
  return { folder: resolve(terminal.cwd, output), files };
}

async function writeFile(format: FileFormat, model: Exportable, output: string, terminal: Terminal): Promise<Written> {
  const made = fileWriters[format](model);
  if (!made.ok) throw fault(obstacleText(made.error));
  const [artifact] = made.value;
  if (!artifact) throw new Error(`${format} gave no file`);
  const path = await writeOutput(terminal, output, artifact.bytes);
  const written = { folder: dirname(path), files: [basename(path)] };
  if (format !== 'onnx' && format !== 'onnx-nchw') return written;
  // ONNX Runtime is loaded for its own files only.
  const { checkOnnx } = await import('./export-check.ts');
  return { ...written, onnx: await checkOnnx(model, artifact, format === 'onnx' ? 'nhwc' : 'nchw') };
}

/** One line of what was found. */
function onnxCheckText(check: OnnxCheck): string {
  if ('skipped' in check) return `not compared with ONNX Runtime: ${check.skipped}`;
  const { count, difference, agreeing } = check;
  const most = difference.toExponential(1);
  return `ONNX Runtime on ${count} drawn samples: largest difference ${most}, the same greatest output for ${agreeing}`;
}

/** The trained network where there is one, else the document's own with the weights that training would start from. */
async function exportable(what: string, terminal: Terminal): Promise<Required<Exportable>> {
  const opened = await openProject(what, terminal);
  const best = bestOf(opened.project);
  if (best) {
    const { run, weights } = best;
    return {
      network: run.network,
      weights,
      training: run.settings,
      trained: true,
      metadata: modelMetadata(run.data, opened.classes),
      groups: layerGroups(run.network, run.drawing?.groups ?? opened.project.document.groups),
    };
  }
  const { document } = opened.project;
  const compiled = compileNetwork(document);
  if (!compiled.ok) throw fault(compiled.error[0]?.message ?? 'the network has errors');
  const weights = [...initialWeights(buildProgram(compiled.value), document.training.seed)];
  const groups = layerGroups(compiled.value, document.groups);
  return { network: compiled.value, weights, training: document.training, trained: false, metadata: {}, groups };
}
