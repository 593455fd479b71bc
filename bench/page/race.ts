import { engine } from '@tensorflow/tfjs-core';
import type { NetworkName } from '../networks.ts';

export interface GpuQuestion {
  readonly side: 'plain' | 'stride';
  readonly backend: 'webgl' | 'webgpu';
  readonly network: NetworkName;
  readonly batchSize: number;
  /** Steps of one timed epoch. */
  readonly steps: number;
}

export interface GpuAnswer {
  /** From a started backend to the loss of the first step, the network's building included. */
  readonly firstStepMilliseconds: number;
  /** Through `model.fit`, or through the engine's own loop. */
  readonly imagesPerSecond: number;
  /** Of steps alone, one read at the end; 0 where there is no such loop. */
  readonly bareImagesPerSecond: number;
  readonly kernels: number;
  /** What was drawn or dispatched: reshaping is a kernel and none of these, packing the other way about. */
  readonly programs: number;
}

/** Counts what the current graphics backend runs from now on. */
export function countPrograms(): { programs: number } {
  const counted = { programs: 0 };
  const backend: object = engine().backend;
  for (const name of ['runWebGLProgram', 'runWebGPUProgram']) {
    const run: unknown = Reflect.get(backend, name);
    if (typeof run !== 'function') continue;
    Reflect.set(backend, name, (...args: unknown[]) => {
      counted.programs++;
      return Reflect.apply(run, backend, args);
    });
  }
  return counted;
}
