import { analyze } from '../../core/analysis/analyze.ts';
import { generateFromPattern } from '../../core/pattern/build.ts';
import { writeProject } from '../../host/project-file.ts';
import { exitCodes, fault, misuse } from '../failure.ts';
import { writeOutput } from '../output.ts';
import type { CommandRun } from '../run.ts';
import { count } from '../table.ts';

export const run: CommandRun = async (args, terminal) => {
  const name = args.text('name');
  const output = args.text('output');
  if (output === undefined) throw misuse('generate: -o FILE is missing');
  const generated = generateFromPattern(args.positionals[0] ?? '', name === undefined ? {} : { name });
  if (!generated.ok) throw fault(generated.error.message);
  const document = generated.value;
  const plain = output.endsWith('.json');
  const content = plain ? `${JSON.stringify(document, null, 2)}\n` : writeProject({ document, runs: [], best: null });
  const file = await writeOutput(terminal, output, content);
  const { layers, parameters, macs } = analyze(document.graph).totals;
  if (args.flag('json')) terminal.out(JSON.stringify({ file, name: document.name, layers, parameters, macs }));
  else terminal.out(`${file}: ${count(layers)} layers, ${count(parameters)} parameters, ${count(macs)} MACs`);
  return exitCodes.fine;
};
