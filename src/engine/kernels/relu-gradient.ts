import { engine, mul, step, type Tensor } from '@tensorflow/tfjs-core';
import { reluGradient as kernel } from './names.ts';
import { stockKernel } from './registry.ts';

/** `dy` where ReLU's result `y` is above 0, else 0. */
export function reluGradient(dy: Tensor, y: Tensor): Tensor {
  if (stockKernel(engine().backendName, kernel) === null) return mul(dy, step(y));
  return engine().runKernel<Tensor>(kernel, { dy, y });
}
