import { Add, getGradient } from '@tensorflow/tfjs-core';
import { registerElementwiseGradients } from './elementwise.ts';
import { registerShapeGradients } from './shape.ts';
import { registerWindowGradients } from './window.ts';

/**
 * Gradients of the tfjs kernels that our layers call. tfjs registers its own only by importing a side-effect file that
 * Node cannot load, and several of its are wrong (ENGINE rows); these are each checked by finite differences.
 * Does nothing the second time in a thread.
 */
export function installGradients(): void {
  const known: object | undefined = getGradient(Add);
  if (known !== undefined) return;
  registerElementwiseGradients();
  registerShapeGradients();
  registerWindowGradients();
}
