import type { Tensor } from '@tensorflow/tfjs-core';
import type { FeederThreads } from '../feed/feeder.ts';
import type { StartCrew } from '../kernels/wasm/crew.ts';
import type { BackendName, Device } from '../protocol.ts';
import type { CompileAhead } from './compile-ahead.ts';

/** Where the worker finds what differs between a page and Node. */
export interface Platform {
  /** Folder of the wasm binaries, ending in `/`, or the address of each. */
  readonly wasmPaths: string | Readonly<Record<WasmBinary, string>>;
  /** Backends that can exist here. */
  readonly candidates: readonly BackendName[];
  /** Lets messages in; awaited between two batches. */
  readonly breathe: () => Promise<void>;
  /** Threads that make batches ready; absent where a worker can have none. */
  readonly feeders?: FeederThreads;
  /** Threads that compute on WASM beside the worker's own; absent where there can be none. */
  readonly startCrew?: StartCrew;
}

export type WasmBinary =
  | 'tfjs-backend-wasm.wasm'
  | 'tfjs-backend-wasm-simd.wasm'
  | 'tfjs-backend-wasm-threaded-simd.wasm';

/** A backend that runs and has passed the self-test. */
export interface StartedBackend {
  readonly device: Device;
  /** Reads a float tensor. @throws EngineError `device-lost` when it does not come, or comes from a dead context. */
  read(tensor: Tensor): Promise<Float32Array>;
  /** @throws EngineError `device-lost` when the device is known to be gone. */
  checkAlive(): void;
  /** Absent where programs are not compiled, or run at once. */
  readonly compileAhead?: CompileAhead;
  /** Bytes that tensors may take, and values that one may hold; `null` where nothing is known. */
  readonly budget: MemoryBudget;
}

export interface MemoryBudget {
  readonly bytes: number | null;
  readonly tensorValues: number | null;
}

/** What is known of a backend before it is started. */
export type Detection = { readonly device: Device } | { readonly reason: string };
