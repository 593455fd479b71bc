/** Where a command writes. `out` is its result, `note` everything else; both add the line's end. */
export interface Terminal {
  out(text: string): void;
  note(text: string): void;
  /** Rewrites the last line of stderr; does nothing where stderr is no terminal. */
  status(text: string): void;
  /** Calls `stop` once, at the first Ctrl C; a second one ends the process. Returns how to take it back. */
  onInterrupt(stop: () => void): () => void;
  /** Folder that relative paths start from. */
  readonly cwd: string;
}

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  // A reader that stops early, as `head` does, is no error.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  let status = '';
  const clear = (): void => {
    if (status !== '') stderr.write('\r\u001b[K');
    status = '';
  };
  return {
    out(text) {
      clear();
      stdout.write(`${text}\n`);
    },
    note(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    status(text) {
      if (!stderr.isTTY) return;
      clear();
      status = text;
      stderr.write(text.slice(0, stderr.columns - 1));
    },
    onInterrupt(stop) {
      process.once('SIGINT', stop);
      return () => process.off('SIGINT', stop);
    },
    // `npm run` starts scripts in the package's folder and says here where it was called.
    cwd: env.npm_lifecycle_event === 'stride' && env.INIT_CWD ? env.INIT_CWD : process.cwd(),
  };
}
