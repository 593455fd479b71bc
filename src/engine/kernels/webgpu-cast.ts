import { Cast, KernelBackend, Neg } from '@tensorflow/tfjs-core';
import { input } from './attributes.ts';
import { callKernel, replaceKernel } from './registry.ts';

/**
 * tfjs's WebGPU backend casts int32 and bool to float32 by renaming the type of a buffer that stays one of integers;
 * the transposition inside a sum over outer axes is then no valid shader. Here the values are converted.
 */
export function patchWebgpuCast(): void {
  const stock = replaceKernel('webgpu', Cast, (args) => {
    const { inputs, backend, attrs } = args;
    const x = input(inputs, 'x');
    if (stock === null) throw new Error('WebGPU has no Cast');
    if (attrs?.dtype !== 'float32' || x.dtype === 'float32' || x.dtype === 'complex64') return stock(args);
    if (!(backend instanceof KernelBackend)) throw new Error('not a backend');
    // Any kernel that writes floats converts what it reads; two changes of sign leave the values as they were.
    const negative = callKernel('webgpu', Neg, backend, { x: { ...x, dtype: 'float32' } }, {});
    const result = callKernel('webgpu', Neg, backend, { x: negative }, {});
    backend.disposeData(negative.dataId);
    return result;
  });
}
