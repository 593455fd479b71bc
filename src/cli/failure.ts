/** Exit codes: fine; the network or the data is at fault; wrong use. */
export const exitCodes = { fine: 0, fault: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with one line on stderr. Thrown by commands, caught in `run`. */
export class CliFailure extends Error {
  constructor(
    readonly exitCode: ExitCode,
    message: string,
  ) {
    super(message);
    this.name = 'CliFailure';
  }
}

/** The network or the data is at fault. */
export const fault = (message: string): CliFailure => new CliFailure(exitCodes.fault, message);

/** The command was called wrongly. */
export const misuse = (message: string): CliFailure => new CliFailure(exitCodes.usage, message);
