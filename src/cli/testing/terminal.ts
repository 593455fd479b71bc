import { run } from '../run.ts';

/** What `stride ARGV` did, run in this process. */
export async function stride(argv: readonly string[], cwd = process.cwd()) {
  const out: string[] = [];
  const notes: string[] = [];
  const exitCode = await run(argv, {
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    status: () => {},
    onInterrupt: () => () => {},
    cwd,
  });
  return { exitCode, out: out.join('\n'), notes };
}
