import type { Device, EngineErrorCode, EngineFailure } from './protocol.ts';
import { say } from './sayings.ts';

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
  return { code: /out of memory|allocation failed/i.test(message) ? 'out-of-memory' : 'internal', message };
}

/**
 * How tfjs's WebAssembly ends when its memory does: what it asked for was not there, and it went on without. Which of these
 * it is depends on what lay at the place that it wrote to instead.
 */
const wasmExhausted =
  /table index is out of bounds|memory access out of bounds|(null function or )?function signature mismatch|indirect call to null|Aborted\(|cannot enlarge memory|out of memory|allocation failed/i;

/**
 * The same for what was thrown while `device` computed. What tfjs or a driver throws in the midst of that is the
 * graphics device's failure, not the run's: another device does the same step well.
 */
export function failureOn({ backend }: Device, error: unknown): EngineFailure {
  const failure = failureOf(error);
  if (!(error instanceof EngineError)) {
    const detail = failure.message;
    if (backend === 'wasm' && wasmExhausted.test(detail))
      return { code: 'out-of-memory', message: say('wasmMemory', { detail }) };
    if (failure.code === 'out-of-memory')
      return { code: 'out-of-memory', message: say('memoryUsedUp', { backend, detail }) };
  }
  const graphics = backend === 'webgl' || backend === 'webgpu';
  if (failure.code !== 'internal' || !graphics) return failure;
  return { ...failure, code: 'device-lost', message: say('deviceFailed', { backend, reason: failure.message }) };
}
