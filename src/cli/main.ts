import { run } from './run.ts';
import { processTerminal } from './terminal.ts';

/** The process: its arguments in, its exit code out. */
export async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), processTerminal());
}
