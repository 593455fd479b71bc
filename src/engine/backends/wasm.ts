import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../failure.ts';
import { installWasmKernels } from '../kernels/install.ts';
import { say } from '../sayings.ts';
import type { Platform, StartedBackend } from './backend.ts';
import { budgets } from './budgets.ts';

export async function startWasm(platform: Platform): Promise<StartedBackend> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  // Those of tfjs would look for work on the cores that ours compute on.
  wasm.setThreadsCount(1);
  wasm.setWasmPaths(typeof platform.wasmPaths === 'string' ? platform.wasmPaths : { ...platform.wasmPaths });
  if (!(await tf.setBackend('wasm'))) throw new EngineError('no-backend', say('noWasmStart'));
  // After the start, which is when tfjs binds the stock kernels that ours call.
  const threads = await installWasmKernels(platform.startCrew);
  const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true;
  const parts = [`${threads} ${threads === 1 ? 'thread' : 'threads'}`, ...(simd ? ['SIMD'] : [])];
  return {
    device: { backend: 'wasm', device: parts.join(', '), software: false },
    read: async (tensor) => new Float32Array(await tensor.data<'float32'>()),
    checkAlive: () => {},
    budget: { bytes: budgets.wasm.bytes, tensorValues: 2 ** 29 },
  };
}
