import { customGrad, Tensor } from '@tensorflow/tfjs-core';

interface Differentiable {
  readonly value: Tensor;
  /** One gradient per input, in order; `saved` are the tensors given to `save`. */
  readonly gradient: (dy: Tensor, saved: readonly Tensor[]) => Tensor[];
}

/**
 * `tf.customGrad` with its arguments told apart: tfjs types them as a mix of tensors and its save function. What the
 * gradient needs must be saved: any other tensor is gone when the forward pass ends, those outside it excepted.
 */
export function withGradient<const T extends readonly Tensor[]>(
  inputs: T,
  forward: (inputs: T, save: (tensors: Tensor[]) => void) => Differentiable,
): Tensor {
  const run = customGrad((...given) => {
    const save = given.find((entry) => typeof entry === 'function');
    const result = forward(inputs, (tensors) => save?.(tensors));
    return { value: result.value, gradFunc: (dy: Tensor, saved: Tensor[]) => result.gradient(dy, saved) };
  });
  return run(...inputs.filter((entry) => entry instanceof Tensor));
}
