import type { TensorInfo } from '@tensorflow/tfjs-core';

/** A number that a program is given at each call; not part of its source, so that it is compiled once. */
export type Numbers = Readonly<Record<string, 'float' | 'int'>>;

/** One output from the inputs at the same place. */
export interface Pointwise {
  readonly inputs: readonly string[];
  readonly numbers: Numbers;
  /**
   * Of inputs and numbers by their names, in what GLSL and WGSL have in common. WebGL may compute four outputs at once, and
   * pads with zeros: of zeros it must make zero.
   */
  readonly formula: string;
}

/** One output from any of the inputs, each read as a list of values: `atX(i)` is the value at `i` of input `x`. */
export interface Indexed {
  readonly inputs: readonly string[];
  readonly numbers: Numbers;
  /** GLSL that WGSL differs from only as `toWgsl` knows: from `int index` it makes `float answer`. */
  readonly code: string;
}

/** What runs programs of ours among a graphics backend's own. */
export interface GpuMachine {
  readonly backendName: 'webgl' | 'webgpu';
  /** All inputs have the shape of the first, as has the result. */
  pointwise(program: Pointwise, inputs: readonly TensorInfo[], numbers: readonly number[]): TensorInfo;
  indexed(
    program: Indexed,
    inputs: readonly TensorInfo[],
    numbers: readonly number[],
    shape: readonly number[],
  ): TensorInfo;
  release(info: TensorInfo): void;
}

export const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** The same values as a list. */
export const flat = ({ dataId, shape, dtype }: TensorInfo): TensorInfo => ({
  dataId,
  shape: [shape.reduce((product, n) => product * n, 1)],
  dtype,
});
