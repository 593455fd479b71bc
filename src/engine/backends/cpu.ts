import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../failure.ts';
import { installCpuKernels } from '../kernels/install.ts';
import { say } from '../sayings.ts';
import type { StartedBackend } from './backend.ts';
import { budgets } from './budgets.ts';

export async function startCpu(): Promise<StartedBackend> {
  await import('@tensorflow/tfjs-backend-cpu');
  installCpuKernels();
  if (!(await tf.setBackend('cpu'))) throw new EngineError('no-backend', say('noCpuStart'));
  return {
    device: { backend: 'cpu', device: 'JavaScript, 1 thread', software: false },
    read: async (tensor) => new Float32Array(await tensor.data<'float32'>()),
    checkAlive: () => {},
    budget: { bytes: budgets.cpu.bytes, tensorValues: 2 ** 29 },
  };
}
