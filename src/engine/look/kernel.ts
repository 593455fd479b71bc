import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../failure.ts';
import type { KernelAnswer, KernelQuestion } from './protocol.ts';
import { type Subject, sizeOf } from './subject.ts';

/** How a layer's kernel divides into filters of slices. */
export interface KernelLayout {
  /** Place in `program.weights`. */
  readonly place: number;
  readonly biasPlace: number | null;
  readonly filters: number;
  readonly inputs: number;
  readonly rows: number;
  readonly columns: number;
  /** One filter, `[inputs, rows, columns]`. Call inside `tf.tidy`. */
  readonly filter: (kernel: tf.Tensor, filter: number) => tf.Tensor;
}

/** `null` for layers without a kernel, and those whose kernel is not of this kind (recurrent, attention). */
export function kernelLayout(subject: Subject, nodeId: string): KernelLayout | null {
  const { program } = subject;
  const { layer, weightPlaces } = subject.layerOf(nodeId);
  const slotOf = (name: string): number => layer.weights.findIndex((weight) => weight.name === name);
  const { class_name } = subject.topologyOf(nodeId);
  const place = weightPlaces[slotOf(class_name.startsWith('Depthwise') ? 'depthwise_kernel' : 'kernel')];
  const kernel = place === undefined ? undefined : program.weights[place];
  if (place === undefined || kernel === undefined) return null;
  const biasPlace = weightPlaces[slotOf('bias')] ?? null;
  const [a = 1, b = 1, c = 1, d = 1] = kernel.shape;
  const common = { place, biasPlace };
  switch (class_name) {
    case 'Conv2D':
      return { ...common, rows: a, columns: b, inputs: c, filters: d, filter: lastOf };
    case 'Conv1D':
      return { ...common, rows: 1, columns: a, inputs: b, filters: c, filter: lastOf };
    case 'DepthwiseConv2D':
      return { ...common, rows: a, columns: b, inputs: 1, filters: c * d, filter: depthwiseOf };
    case 'Conv2DTranspose':
      return { ...common, rows: a, columns: b, inputs: d, filters: c, filter: transposedOf };
    case 'Dense': {
      const [height, width, channels] = picturesBefore(subject, nodeId) ?? [1, a, 1];
      const filter = (weight: tf.Tensor, unit: number): tf.Tensor =>
        tf.transpose(tf.reshape(tf.slice(weight, [0, unit], [-1, 1]), [height, width, channels]), [2, 0, 1]);
      return { ...common, rows: height, columns: width, inputs: channels, filters: b, filter };
    }
    default:
      return null;
  }
}

/** `[rows, columns, inputs, filters]`, or without rows. */
function lastOf(kernel: tf.Tensor, filter: number): tf.Tensor {
  const { rank, shape } = kernel;
  const begin = [...new Array<number>(rank - 1).fill(0), filter];
  const one = tf.slice(kernel, begin, [...shape.slice(0, -1), 1]);
  const [rows = 1, columns = 1, inputs = 1] = rank === 4 ? shape : [1, ...shape];
  return tf.transpose(tf.reshape(one, [rows, columns, inputs]), [2, 0, 1]);
}

/** `[rows, columns, channels, multiplier]`: each filter reads one channel. */
function depthwiseOf(kernel: tf.Tensor, filter: number): tf.Tensor {
  const [rows = 1, columns = 1, , multiplier = 1] = kernel.shape;
  const channel = Math.floor(filter / multiplier);
  return tf.reshape(tf.slice(kernel, [0, 0, channel, filter % multiplier], [rows, columns, 1, 1]), [1, rows, columns]);
}

/** `[rows, columns, filters, inputs]` */
function transposedOf(kernel: tf.Tensor, filter: number): tf.Tensor {
  const [rows = 1, columns = 1, , inputs = 1] = kernel.shape;
  const one = tf.slice(kernel, [0, 0, filter, 0], [rows, columns, 1, inputs]);
  return tf.transpose(tf.reshape(one, [rows, columns, inputs]), [2, 0, 1]);
}

/** A unit that reads flattened pictures has a weight for each of their pixels; `null` where it reads something else. */
function picturesBefore(subject: Subject, nodeId: string): readonly [number, number, number] | null {
  const { layers } = subject.program;
  let [place] = subject.layerOf(nodeId).inputs;
  while (place !== undefined) {
    const before = layers[place];
    if (before?.nodeId === undefined) return null;
    const { class_name } = subject.topologyOf(before.nodeId);
    if (class_name !== 'Flatten' && class_name !== 'Dropout') return null;
    [place] = before.inputs;
    const [height, width, channels] = (place === undefined ? undefined : layers[place])?.layer.outputShape ?? [];
    if (class_name === 'Flatten')
      return height !== undefined && width !== undefined && channels !== undefined ? [height, width, channels] : null;
  }
  return null;
}

/** Slices of one filter of a layer. */
export async function kernelOf(subject: Subject, question: KernelQuestion): Promise<KernelAnswer> {
  const { nodeId, filter, from } = question;
  const layout = kernelLayout(subject, nodeId);
  const kernel = layout && subject.model.weights[layout.place];
  if (!layout || !kernel) throw new EngineError('internal', 'The layer has no kernel.');
  const { rows, columns, inputs, biasPlace } = layout;
  const bias = biasPlace === null ? undefined : subject.model.weights[biasPlace];
  const packed = tf.tidy(() => {
    const own = tf.reshape(layout.filter(kernel, filter), [-1]);
    return bias ? tf.concat([own, tf.reshape(tf.slice(bias, [filter], [1]), [-1])]) : own;
  });
  const read = await subject.backend.read(packed);
  packed.dispose();
  const size = sizeOf([rows, columns]);
  const own = read.subarray(0, size * inputs);
  const last = Math.min(inputs, from + question.count);
  return {
    filter,
    rows,
    columns,
    inputs,
    from,
    slices: Array.from({ length: Math.max(0, last - from) }, (_, i) =>
      own.slice((from + i) * size, (from + i + 1) * size),
    ),
    bias: bias ? (read[own.length] ?? 0) : null,
    parameters: own.length + (bias ? 1 : 0),
    extent: own.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  };
}
