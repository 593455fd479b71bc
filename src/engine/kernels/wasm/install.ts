import { engine } from '@tensorflow/tfjs-core';
import { isWasm } from '../memory.ts';
import { installConvolutions } from './convolutions.ts';
import { installDepthwiseGradients } from './depthwise.ts';
import { startMachine } from './machine.ts';
import { installOptimizerSteps } from './optimizers.ts';
import { installPoolGradients } from './pooling.ts';
import { installProducts } from './products.ts';
import { installReluGradient, installSums } from './sums.ts';

/** Our compiled kernels in place of tfjs's and of their portable stand-ins. Does nothing where there is no SIMD. */
export async function installCompiledKernels(): Promise<void> {
  const { backend } = engine();
  if (!isWasm(backend)) throw new Error('the wasm backend is not the current one');
  const machine = await startMachine(backend);
  if (machine === null) return;
  installProducts(machine);
  installConvolutions(machine);
  installDepthwiseGradients(machine);
  installPoolGradients(machine);
  installSums(machine);
  installReluGradient(machine);
  installOptimizerSteps(machine);
}
