import type { Device, EngineErrorCode, EngineFailure } from './protocol.ts';

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

/**
 * The same for what was thrown while `device` computed. What tfjs or a driver throws in the midst of that is the
 * graphics device's failure, not the run's: another device does the same step well.
 */
export function failureOn({ backend }: Device, error: unknown): EngineFailure {
  const failure = failureOf(error);
  const graphics = backend === 'webgl' || backend === 'webgpu';
  if (failure.code !== 'internal' || !graphics) return failure;
  return { ...failure, code: 'device-lost', message: `${backend} failed: ${failure.message}` };
}
