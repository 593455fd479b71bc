import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';

/**
 * A backend whose tensors lie in memory that JavaScript can read and write: wasm (its heap) and cpu (typed arrays).
 * Views of the wasm heap die when it grows: allocate every output before taking the first view.
 */
export interface HostMemory {
  /** A new float32 tensor, contents undefined. */
  allocate(shape: readonly number[]): TensorInfo;
  floats(info: TensorInfo): Float32Array;
  ints(info: TensorInfo): Int32Array;
  release(info: TensorInfo): void;
}

/** @throws when `backend` is neither wasm nor cpu: a kernel was registered under the wrong name. */
export function hostMemory(backend: object): HostMemory {
  if (isWasm(backend)) return wasmMemory(backend);
  if (isCpu(backend)) return cpuMemory(backend);
  throw new Error('this kernel runs on wasm and cpu only');
}

// By their methods, not `instanceof`: importing the classes would load both backends into every worker.
export const isWasm = (backend: object): backend is BackendWasm =>
  'typedArrayFromHeap' in backend && 'makeOutput' in backend;
const isCpu = (backend: object): backend is MathBackendCPU => 'makeTensorInfo' in backend && 'bufferSync' in backend;

const floatArray = (values: unknown): Float32Array => {
  if (values instanceof Float32Array) return values;
  throw new Error('expected float32 values');
};

const intArray = (values: unknown): Int32Array => {
  if (values instanceof Int32Array) return values;
  throw new Error('expected int32 values');
};

const wasmMemory = (backend: BackendWasm): HostMemory => ({
  allocate: (shape) => backend.makeOutput([...shape], 'float32'),
  floats: (info) => floatArray(backend.typedArrayFromHeap(info)),
  ints: (info) => intArray(backend.typedArrayFromHeap(info)),
  release: (info) => void backend.disposeData(info.dataId),
});

const cpuMemory = (backend: MathBackendCPU): HostMemory => ({
  allocate: (shape) => {
    const size = shape.reduce((product, n) => product * n, 1);
    return backend.makeTensorInfo([...shape], 'float32', new Float32Array(size));
  },
  floats: (info) => floatArray(backend.data.get(info.dataId).values),
  ints: (info) => intArray(backend.data.get(info.dataId).values),
  release: (info) => void backend.disposeData(info.dataId),
});

/** The same values again, not copied: wasm frees them when the last tensor that has them is disposed. */
export function shared(backend: object, info: TensorInfo): TensorInfo {
  if (!isWasm(backend)) throw new Error('only the values of wasm can be shared');
  backend.incRef(info.dataId);
  return { dataId: info.dataId, shape: info.shape, dtype: info.dtype };
}
