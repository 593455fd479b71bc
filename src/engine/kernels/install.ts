import { registerHostDropout } from './dropout.ts';
import { seededDropout } from './names.ts';
import { registerHostOptimizerSteps } from './optimizer-step.ts';
import { stockKernel } from './registry.ts';
import { registerHostSoftmaxLoss } from './softmax-loss-host.ts';
import type { StartCrew } from './wasm/crew.ts';
import { installCompiledKernels } from './wasm/install.ts';
import { patchConvGradients } from './wasm-conv.ts';
import { patchDepthwiseGradients } from './wasm-depthwise.ts';
import { patchMatMul, patchSum, patchUnsortedSegmentSum } from './wasm-matmul.ts';
import { patchMaxPoolGrad } from './wasm-pool.ts';
import { patchSamePadding } from './wasm-same-padding.ts';
import { patchCopies } from './wasm-shape.ts';

let threads = 1;

/**
 * Our kernels for wasm: those it lacks, those it has wrong, and those it does slowly. Once per worker.
 *
 * @returns on how many threads they run
 */
export async function installWasmKernels(startCrew: StartCrew | null = null): Promise<number> {
  if (stockKernel('wasm', seededDropout) !== null) return threads;
  installPortableKernels();
  threads = await installCompiledKernels(startCrew);
  return threads;
}

/** Of kernels that tfjs has and loops in JavaScript: what there is where the compiled ones cannot run. */
export function installPortableKernels(): void {
  patchCopies();
  patchMatMul();
  patchSum();
  patchUnsortedSegmentSum();
  patchSamePadding();
  patchConvGradients();
  patchDepthwiseGradients();
  patchMaxPoolGrad();
  registerHostDropout('wasm');
  registerHostOptimizerSteps('wasm');
  registerHostSoftmaxLoss('wasm');
}

export function installCpuKernels(): void {
  if (stockKernel('cpu', seededDropout) !== null) return;
  registerHostDropout('cpu');
  registerHostOptimizerSteps('cpu');
  registerHostSoftmaxLoss('cpu');
}
