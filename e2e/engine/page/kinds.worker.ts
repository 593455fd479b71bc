import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { startBackend } from '../../../src/engine/backends/start.ts';
import { messageBreather } from '../../../src/engine/breathe.ts';
import { failureOf } from '../../../src/engine/failure.ts';
import { networksOf, trainedKinds } from '../../../src/engine/testing/kind-networks.ts';
import { trainOneStep } from '../../../src/engine/testing/one-step.ts';
import { traceTrainingKernels } from '../../../src/engine/testing/training-kernels.ts';
import type { KindsAnswer, KindsQuestion } from './kinds.ts';

/** Trains every kind one step on one backend: the engine's parts themselves, without a run around them. */
self.addEventListener('message', ({ data }: MessageEvent<KindsQuestion>) => void answer(data).then(self.postMessage));

const address = (file: string): string => new URL(file, self.location.href).href;

async function answer({ backend, draws, kernelsOnly = false }: KindsQuestion): Promise<KindsAnswer> {
  try {
    await startBackend(backend, {
      wasmPaths: {
        'tfjs-backend-wasm.wasm': address(plain),
        'tfjs-backend-wasm-simd.wasm': address(simd),
        'tfjs-backend-wasm-threaded-simd.wasm': address(threaded),
      },
      candidates: [backend],
      breathe: messageBreather(),
    });
  } catch (error) {
    return { refused: failureOf(error).message };
  }
  const kernels = await traceTrainingKernels();
  const steps = [];
  for (const network of kernelsOnly ? [] : trainedKinds.flatMap((kind) => networksOf(kind, draws))) {
    try {
      steps.push({ trace: await trainOneStep(network) });
    } catch (error) {
      steps.push({ failure: `${network.name}: ${failureOf(error).message}` });
    }
  }
  return { steps, kernels };
}
