import { analyze } from '../../core/analysis/analyze.ts';
import { exitCodes } from '../failure.ts';
import { problemFigures } from '../figures.ts';
import type { CommandRun } from '../run.ts';
import { openNetwork } from '../source.ts';

export const run: CommandRun = async (args, terminal) => {
  const document = await openNetwork(args.positionals[0] ?? '', terminal);
  const problems = problemFigures(document, analyze(document.graph));
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  if (args.flag('json')) terminal.out(JSON.stringify({ name: document.name, valid: errors === 0, problems }));
  else {
    for (const problem of problems) {
      const fixes = problem.fixes.length === 0 ? '' : ` Fixes: ${problem.fixes.join('; ')}.`;
      terminal.out(`${problem.severity}: ${problem.message}${fixes}`);
    }
    if (problems.length === 0) terminal.out(`${document.name}: no problems`);
  }
  if (errors === 0) return exitCodes.fine;
  terminal.note(`stride: ${document.name} has ${errors === 1 ? '1 error' : `${errors} errors`}`);
  return exitCodes.fault;
};
