import { engine } from '@tensorflow/tfjs-core';
import { isWasm } from '../memory.ts';
import { installConvolutions } from './convolutions.ts';
import type { StartCrew } from './crew.ts';
import { installDepthwiseGradients } from './depthwise.ts';
import { startMachine } from './machine.ts';
import { installOptimizerSteps } from './optimizers.ts';
import { installPoolGradients } from './pooling.ts';
import { installProducts } from './products.ts';
import { installReluGradient, installSums } from './sums.ts';

/**
 * Our compiled kernels in place of tfjs's and of their portable stand-ins. Does nothing where there is no SIMD.
 *
 * @param startCrew called where memory can be shared
 * @returns on how many threads they run
 */
export async function installCompiledKernels(startCrew: StartCrew | null = null): Promise<number> {
  const { backend } = engine();
  if (!isWasm(backend)) throw new Error('the wasm backend is not the current one');
  const machine = await startMachine(backend, startCrew);
  if (machine === null) return 1;
  installProducts(machine);
  installConvolutions(machine);
  installDepthwiseGradients(machine);
  installPoolGradients(machine);
  installSums(machine);
  installReluGradient(machine);
  installOptimizerSteps(machine);
  return machine.crew.lanes;
}
