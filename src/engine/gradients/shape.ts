import * as tf from '@tensorflow/tfjs-core';
import { numbers } from '../kernels/attributes.ts';
import { defineGradient } from './define.ts';

/** Axes of a reduction as tfjs passes them: a number, a list, or nothing for all. */
function axesOf(attrs: tf.NamedAttrMap, shape: number[]): number[] {
  const axis = attrs.axis;
  if (axis === null || axis === undefined) return shape.map((_, i) => i);
  return tf.util.parseAxisParam(typeof axis === 'number' ? axis : numbers(attrs, 'axis'), shape);
}

/** `dy` of a reduction, spread over the reduced axes again. */
function spreadBack(dy: tf.Tensor, shape: number[], axes: readonly number[]): tf.Tensor {
  const kept = shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  return tf.mul(tf.reshape(dy, kept), tf.ones(shape));
}

export function registerShapeGradients(): void {
  for (const kernel of [tf.Sum, tf.Mean]) {
    defineGradient({
      kernel,
      inputs: ['x'],
      gradient: (dy, saved, attrs) => ({
        x: () => {
          const { shape } = saved(0);
          const axes = axesOf(attrs, shape);
          const count = kernel === tf.Sum ? 1 : axes.reduce((product, axis) => product * (shape[axis] ?? 1), 1);
          return spreadBack(count === 1 ? dy : tf.div(dy, count), shape, axes);
        },
      }),
    });
  }
  for (const [kernel, name] of [
    [tf.Reshape, 'x'],
    [tf.ExpandDims, 'input'],
  ] as const) {
    defineGradient({
      kernel,
      inputs: [name],
      gradient: (dy, saved) => ({ [name]: () => tf.reshape(dy, saved(0).shape) }),
    });
  }
  defineGradient({
    kernel: tf.Transpose,
    gradient: (dy, _, attrs) => ({
      x: () => tf.transpose(dy, tf.backend_util.getUndoAxesPermutation(numbers(attrs, 'perm'))),
    }),
  });
  defineGradient({
    kernel: tf.PadV2,
    inputs: ['x'],
    gradient: (dy, saved, attrs) => ({ x: () => tf.slice(dy, firstOfPairs(attrs.paddings), saved(0).shape) }),
  });
  defineGradient({
    kernel: tf.Slice,
    inputs: ['x'],
    gradient: (dy, saved, attrs) => ({
      x: () => {
        const { shape } = saved(0);
        const begin = numbers(attrs, 'begin');
        const rest = shape.map((size, axis): [number, number] => {
          const before = begin[axis] ?? 0;
          return [before, size - before - (dy.shape[axis] ?? 0)];
        });
        return tf.pad(dy, rest);
      },
    }),
  });
  registerConcatGradient();
}

function firstOfPairs(paddings: unknown): number[] {
  return Array.isArray(paddings) ? paddings.map((pair) => (Array.isArray(pair) ? Number(pair[0]) : 0)) : [];
}

/** Concat saves all its inputs, of which there is any number: tfjs's own way for it, hence not `defineGradient`. */
function registerConcatGradient(): void {
  tf.registerGradient({
    kernelName: tf.Concat,
    saveAllInputs: true,
    gradFunc: (dy, saved, attrs) => {
      if (!(dy instanceof tf.Tensor)) throw new Error('Concat has one output');
      const shapes = saved.map((tensor) => tensor.shape);
      const [axis = 0] = tf.util.parseAxisParam(Number(attrs.axis), shapes[0] ?? []);
      let start = 0;
      const pieces = shapes.map((shape) => {
        const begin = shape.map((_, i) => (i === axis ? start : 0));
        start += shape[axis] ?? 0;
        return () => tf.slice(dy, begin, shape);
      });
      return Object.fromEntries(pieces.map((piece, i) => [String(i), piece]));
    },
  });
}
