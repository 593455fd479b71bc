import type { EngineErrorCode, EngineFailure } from './protocol.ts';

/** Carries an `EngineFailure` out of deep calls inside the worker; it never crosses the port as an exception. */
export class EngineError extends Error {
  readonly failure: EngineFailure;

  constructor(code: EngineErrorCode, message: string, nodeId?: string) {
    super(message);
    this.name = 'EngineError';
    this.failure = nodeId === undefined ? { code, message } : { code, message, nodeId };
  }
}

/** What a thrown value says, as data. Anything but an `EngineError` is our own fault: `internal`. */
export function failureOf(error: unknown): EngineFailure {
  if (error instanceof EngineError) return error.failure;
  const message = error instanceof Error ? error.message : String(error);
  const code = /memory access out of bounds|out of memory|Aborted\(|allocation failed/i.test(message)
    ? 'out-of-memory'
    : 'internal';
  return { code, message };
}
