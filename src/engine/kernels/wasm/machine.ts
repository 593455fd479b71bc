import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { kernelModules } from './module.ts';

type Routine = (...values: number[]) => number;

const routineNames = [
  'product',
  'productScratch',
  'filterScratch',
  'packFilter',
  'packTurnedFilter',
  'place',
  'convolveImage',
  'gradientScratch',
  'filterGradientOfImage',
  'depthwiseInputGradient',
  'depthwiseFilterGradient',
  'maxPoolGradient',
  'avgPoolGradient',
  'reluGradient',
  'sumRows',
  'sgdStep',
  'nesterovStep',
  'adagradStep',
  'momentumStep',
  'rmspropStep',
  'adamStep',
] as const;

export type Routines = Readonly<Record<(typeof routineNames)[number], Routine>>;

/** Our compiled kernels, at work in the memory in which tfjs's wasm backend has its tensors: nothing is copied. */
export interface Machine {
  readonly run: Routines;
  /** Where a tensor's values begin. */
  address(info: TensorInfo): number;
  /** A new float32 tensor, contents undefined. May move nothing, but kills views of the heap. */
  allocate(shape: readonly number[]): TensorInfo;
  /** Sets all values of a tensor to 0. */
  clear(info: TensorInfo): void;
  /** Addresses of pieces of this many bytes each to work in, good until the next call. */
  scratch(...bytes: number[]): number[];
  /** Sets what lies there to 0. */
  zero(address: number, bytes: number): void;
}

/** Where SIMD is missing, or the backend's memory cannot be reached: `null`. */
export async function startMachine(backend: BackendWasm): Promise<Machine | null> {
  const memory = memoryOf(backend);
  if (memory === null) return null;
  const text = memory.buffer instanceof ArrayBuffer ? kernelModules.single : kernelModules.shared;
  const binary = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  if (!WebAssembly.validate(binary)) return null;
  const { instance } = await WebAssembly.instantiate(binary, { env: { memory } });
  return machineOf(backend, memory, routinesOf(instance.exports));
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

function routinesOf(exports: WebAssembly.Exports): Routines {
  const found = routineNames.map((name): [string, Routine] => {
    const routine = exports[name];
    if (typeof routine !== 'function') throw new Error(`the kernels have no ${name}`);
    return [name, (...values) => Number(routine(...values))];
  });
  const routines: Partial<Record<string, Routine>> = Object.fromEntries(found);
  if (!isComplete(routines)) throw new Error('unreachable: each was looked for above');
  return routines;
}

const isComplete = (routines: Partial<Record<string, Routine>>): routines is Routines =>
  routineNames.every((name) => name in routines);

function machineOf(backend: BackendWasm, memory: WebAssembly.Memory, run: Routines): Machine {
  const space: { info: TensorInfo | null; bytes: number } = { info: null, bytes: -1 };
  const zero = (address: number, bytes: number): void => {
    new Uint8Array(memory.buffer, address, bytes).fill(0);
  };
  const address = (info: TensorInfo): number => backend.getMemoryOffset(info.dataId);
  return {
    run,
    zero,
    address,
    allocate: (shape) => backend.makeOutput([...shape], 'float32'),
    clear: (info) => zero(address(info), util.sizeFromShape(info.shape) * 4),
    scratch: (...sizes) => {
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
    },
  };
}

/** Pieces begin at whole vectors, and end with room for one more: a tile may read as far behind its last column. */
const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16 + 32;

function unreachable(): never {
  throw new Error('unreachable');
}
