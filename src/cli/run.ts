import { type Args, commandHelp, readArgs } from './args.ts';
import { CliFailure, type ExitCode, exitCodes } from './failure.ts';
import { type CommandName, specs } from './specs.ts';
import type { Terminal } from './terminal.ts';

/** One command: writes its result and says how it went. Failures are thrown as `CliFailure`. */
export type CommandRun = (args: Args, terminal: Terminal) => Promise<ExitCode>;

/** Loaded when called, so that `stride summary` does not wait for the engine to load. */
const commands: { readonly [K in CommandName]: () => Promise<{ readonly run: CommandRun }> } = {
  templates: () => import('./commands/templates.ts'),
  summary: () => import('./commands/summary.ts'),
  validate: () => import('./commands/validate.ts'),
  generate: () => import('./commands/generate.ts'),
  import: () => import('./commands/import.ts'),
  train: () => import('./commands/train.ts'),
  augment: () => import('./commands/augment.ts'),
  evaluate: () => import('./commands/evaluate.ts'),
  predict: () => import('./commands/predict.ts'),
  export: () => import('./commands/export.ts'),
};

const names = Object.keys(specs);
const isCommand = (name: string): name is CommandName => names.includes(name);
const helpWords: ReadonlySet<string> = new Set(['--help', '-h', 'help']);

/** Runs `stride ARGV` and gives its exit code: 0 fine, 1 the network or the data is at fault, 2 wrong use. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const [name, ...rest] = argv;
    if (name !== undefined && helpWords.has(name)) {
      terminal.out(generalHelp());
      return exitCodes.fine;
    }
    if (name === undefined || !isCommand(name)) {
      const said = name === undefined ? 'a command is missing' : `${name} is no command`;
      throw new CliFailure(exitCodes.usage, `${said}: ${names.join(', ')} (see stride --help)`);
    }
    if (rest.some((word) => word === '--help' || word === '-h')) {
      terminal.out(commandHelp(specs[name]));
      return exitCodes.fine;
    }
    const args = readArgs(specs[name], rest);
    const command = await commands[name]();
    return await command.run(args, terminal);
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    terminal.note(`stride: ${error.message.replaceAll('\n', ' ')}`);
    return error.exitCode;
  }
}

function generalHelp(): string {
  const width = Math.max(...names.map((name) => name.length));
  return [
    'stride COMMAND [options]: draw a convolutional network, read its numbers, train it, take it away.',
    '',
    ...Object.values(specs).map((spec) => `  ${spec.name.padEnd(width)}  ${spec.summary}`),
    '',
    'stride COMMAND --help tells more. Exit codes: 0 fine, 1 the network or the data is at fault, 2 wrong use.',
  ].join('\n');
}
