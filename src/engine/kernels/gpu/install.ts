import { seededDropout } from '../names.ts';
import { stockKernel } from '../registry.ts';
import { installGpuOptimizerSteps } from './optimizer-steps.ts';
import type { GpuMachine } from './program.ts';
import { installGpuDropout, installGpuReluGradient, installGpuSoftmaxLoss, installGpuSums } from './training.ts';

/** Our programs beside a graphics backend's own: what it takes many of in a step, or has to ask the processor for. */
export function installGpuKernels(machine: GpuMachine): void {
  if (stockKernel(machine.backendName, seededDropout) !== null) return;
  installGpuOptimizerSteps(machine);
  installGpuDropout(machine);
  installGpuReluGradient(machine);
  installGpuSums(machine);
  installGpuSoftmaxLoss(machine);
}
