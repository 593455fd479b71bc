import type { BackendName, EngineErrorCode } from './protocol.ts';

/** What broke, and what had been reached. */
export interface Breakdown {
  readonly code: EngineErrorCode;
  /** Failures since the run last went forward, this one included. */
  readonly failures: number;
  readonly backend: BackendName;
  readonly batchSize: number;
  /** Steps had been done on this device: it can hold the network, if not this batch. */
  readonly stepped: boolean;
}

/** What the run goes on with. */
export interface Remedy {
  readonly backend: BackendName;
  readonly batchSize: number;
}

/**
 * How a run goes on after a failure; `null`: not at all. Once on the same device as if nothing had been. Then, and at once
 * where memory ran out, with half the batch, since what a device loses itself over is mostly its memory. Then on the next
 * safer backend.
 */
export function remedyOf({ code, failures, backend, batchSize, stepped }: Breakdown): Remedy | null {
  if (code !== 'out-of-memory' && failures === 1) return { backend, batchSize };
  const halves = stepped && batchSize > 1;
  if (halves && (code === 'out-of-memory' || failures === 2)) return { backend, batchSize: Math.floor(batchSize / 2) };
  const next = safer(backend);
  return next === null ? null : { backend: next, batchSize };
}

const safer = (backend: BackendName): BackendName | null =>
  backend === 'wasm' ? 'cpu' : backend === 'cpu' ? null : 'wasm';
