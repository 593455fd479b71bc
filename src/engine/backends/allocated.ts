import * as tf from '@tensorflow/tfjs-core';
import { isWasm } from '../kernels/memory.ts';

/**
 * Bytes that the current backend has taken from its device. GPU backends keep what they free for the next tensor, and
 * wasm's heap never shrinks: after a few steps it is their peak. `null` on cpu, whose arrays the browser collects.
 */
export function allocatedBytes(): number | null {
  const backend = tf.backend();
  if (isWasm(backend)) {
    const module: object = backend.wasm;
    return 'HEAPU8' in module && module.HEAPU8 instanceof Uint8Array ? module.HEAPU8.byteLength : null;
  }
  const known: object = tf.memory();
  // WebGL says it one way, WebGPU the other.
  const bytes =
    'numBytesInGPUAllocated' in known
      ? known.numBytesInGPUAllocated
      : 'numBytesAllocatedInGPU' in known
        ? known.numBytesAllocatedInGPU
        : null;
  return typeof bytes === 'number' ? bytes : null;
}
