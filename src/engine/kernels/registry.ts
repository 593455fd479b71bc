import {
  getKernel,
  type KernelFunc,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';

/** Calls another kernel of the same backend from inside a kernel: no tape, no tensors, only the data it returns. */
export function callKernel(
  backendName: string,
  kernelName: string,
  backend: object,
  inputs: NamedTensorInfoMap,
  attrs: NamedAttrMap,
): TensorInfo {
  const kernel = getKernel(kernelName, backendName);
  const result = kernel.kernelFunc({ inputs, backend, attrs });
  if (Array.isArray(result)) throw new Error(`${kernelName} returned several tensors`);
  return result;
}

/** Registers a kernel in place of the stock one, where there is one. Returns the stock function, if any. */
export function replaceKernel(backendName: string, kernelName: string, kernelFunc: KernelFunc): KernelFunc | null {
  const stock = stockKernel(backendName, kernelName);
  if (stock !== null) unregisterKernel(kernelName, backendName);
  registerKernel({ kernelName, backendName, kernelFunc });
  return stock;
}

/** Typed as always present by tfjs, yet undefined for a kernel that a backend lacks. */
export function stockKernel(backendName: string, kernelName: string): KernelFunc | null {
  const kernel: { kernelFunc: KernelFunc } | undefined = getKernel(kernelName, backendName);
  return kernel?.kernelFunc ?? null;
}
