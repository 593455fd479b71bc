import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { alone, type Crew, type StartCrew } from './crew.ts';
import { type Routines, startRoutines } from './routines.ts';

/** Our compiled kernels, at work in the memory in which tfjs's wasm backend has its tensors: nothing is copied. */
export interface Machine {
  readonly run: Routines;
  /** Splits work among the threads; how many there are. */
  readonly crew: Crew;
  /** Where a tensor's values begin. */
  address(info: TensorInfo): number;
  /** A new float32 tensor, contents undefined. May move nothing, but kills views of the heap. */
  allocate(shape: readonly number[]): TensorInfo;
  /** Sets all values of a tensor to 0. */
  clear(info: TensorInfo): void;
  /** Addresses of pieces of this many bytes each to work in, good until the next call. */
  scratch(...bytes: number[]): number[];
  /** As many such pieces of one size as there are threads. */
  scratchEach(bytes: number): number[];
}

/** Where SIMD is missing, or the backend's memory cannot be reached: `null`. */
export async function startMachine(backend: BackendWasm, startCrew: StartCrew | null): Promise<Machine | null> {
  const memory = memoryOf(backend);
  const run = memory && (await startRoutines(memory));
  if (memory === null || run === null) return null;
  return machineOf(backend, run, (await startCrew?.(memory, run)) ?? alone(run));
}

/** Emscripten keeps it among what its module exports, or, where threads share it, beside that. */
function memoryOf({ wasm }: BackendWasm): WebAssembly.Memory | null {
  const exports = 'asm' in wasm && typeof wasm.asm === 'object' ? wasm.asm : null;
  const candidates = [
    'wasmMemory' in wasm ? wasm.wasmMemory : null,
    exports !== null && 'memory' in exports ? exports.memory : null,
  ];
  return candidates.find((candidate) => candidate instanceof WebAssembly.Memory) ?? null;
}

function machineOf(backend: BackendWasm, run: Routines, crew: Crew): Machine {
  const space: { info: TensorInfo | null; bytes: number } = { info: null, bytes: -1 };
  const address = (info: TensorInfo): number => backend.getMemoryOffset(info.dataId);
  const scratch = (...sizes: number[]): number[] => {
    const whole = sizes.map(aligned);
    const total = whole.reduce((sum, size) => sum + size, 0);
    if (total > space.bytes) {
      if (space.info !== null) backend.disposeData(space.info.dataId);
      space.info = backend.makeOutput([total / 4], 'float32');
      space.bytes = total;
    }
    let at = address(space.info ?? unreachable());
    return whole.map((size) => {
      const start = at;
      at += size;
      return start;
    });
  };
  return {
    run,
    crew,
    address,
    allocate: (shape) => backend.makeOutput([...shape], 'float32'),
    clear: (info) => void run.clear(address(info), util.sizeFromShape(info.shape) * 4),
    scratch,
    scratchEach: (bytes) => scratch(...Array.from({ length: crew.lanes }, () => bytes)),
  };
}

/** Pieces begin at whole vectors, and end with room for one more: a tile may read as far behind its last column. */
const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16 + 32;

function unreachable(): never {
  throw new Error('unreachable');
}
