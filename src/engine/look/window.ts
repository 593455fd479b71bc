import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../failure.ts';
import { ConfigReader } from '../network/config.ts';
import { along } from '../network/volume.ts';
import { kernelLayout } from './kernel.ts';
import { windowKind } from './layers.ts';
import type { WindowAnswer, WindowKind, WindowQuestion } from './protocol.ts';
import type { Activations, Subject } from './subject.ts';

interface Window {
  readonly kind: WindowKind;
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: 'same' | 'valid';
  readonly activation: string;
}

/** One place of a convolution's or a pooling's window on the image, with all that is multiplied and added there. */
export async function windowAt(subject: Subject, question: WindowQuestion): Promise<WindowAnswer> {
  const { nodeId, channel, row, column } = question;
  const { kind, size, strides, dilation, padding, activation } = windowOf(subject, nodeId);
  const [before] = subject.layerOf(nodeId).inputs.map((place) => subject.program.layers[place]?.nodeId);
  if (before === undefined) throw new EngineError('internal', 'The layer reads no layer of the canvas.');
  const input = await subject.activations(before, 'after');
  const output = await subject.activations(nodeId, 'after');
  const place = [row, column].map((at, axis) => {
    const spread = along(input.shape[axis] ?? 1, size[axis] ?? 1, strides[axis] ?? 1, dilation[axis] ?? 1, padding);
    return at * (strides[axis] ?? 1) - spread.before;
  });
  const [rows = 1, columns = 1] = size;
  const channels = input.shape[2] ?? 1;
  const read = kind === 'convolution' ? Array.from({ length: channels }, (_, i) => i) : [channel];
  const [top = 0, left = 0] = place;
  const step: readonly [number, number] = [dilation[0] ?? 1, dilation[1] ?? 1];
  const cut = cutOut(input, { rows, columns, top, left, step }, read);
  const worked =
    kind === 'convolution'
      ? { ...worked2d(cut.patch, read.length, await filterOf(subject, nodeId, channel)) }
      : { kernel: null, products: null, sums: null, bias: 0, sum: pooled(kind, cut) };
  const inputChannel = kind === 'convolution' ? (question.input ?? strongest(worked.sums)) : channel;
  const [, width = 1, maps = 1] = output.shape;
  return {
    kind,
    row,
    column,
    channel,
    inputShape: input.shape,
    outputShape: output.shape,
    rows,
    columns,
    top,
    left,
    dilation: step,
    depth: read.length,
    ...cut,
    ...worked,
    activation,
    result: output.values[(row * width + column) * maps + channel] ?? Number.NaN,
    inputMap: channelOf(input, inputChannel),
    outputMap: channelOf(output, channel),
    inputChannel,
  };
}

function windowOf(subject: Subject, nodeId: string): Window {
  const topology = subject.topologyOf(nodeId);
  const kind = windowKind(topology);
  if (!kind) throw new EngineError('internal', 'The layer has no window over pictures.');
  const { config, name, class_name } = topology;
  const reader = new ConfigReader(config, name, class_name, nodeId);
  const padding = reader.samePadding();
  if (kind === 'convolution') {
    const size = reader.sizes('kernel_size', 2, 1);
    const activation = reader.string('activation', 'linear');
    const [strides, dilation] = [reader.sizes('strides', 2, 1), reader.sizes('dilation_rate', 2, 1)];
    return { kind, size, strides, dilation, padding, activation };
  }
  const size = reader.sizes('pool_size', 2, 2);
  return { kind, size, strides: reader.strides(size), dilation: [1, 1], padding, activation: 'linear' };
}

interface Place {
  readonly rows: number;
  readonly columns: number;
  readonly top: number;
  readonly left: number;
  readonly step: readonly [number, number];
}

function cutOut(
  { values, shape }: Activations,
  { rows, columns, top, left, step }: Place,
  channels: readonly number[],
): { readonly patch: Float32Array; readonly inside: Uint8Array } {
  const [height = 1, width = 1, depth = 1] = shape;
  const patch = new Float32Array(rows * columns * channels.length);
  const inside = new Uint8Array(rows * columns);
  for (let cell = 0; cell < rows * columns; cell++) {
    const y = top + Math.floor(cell / columns) * step[0];
    const x = left + (cell % columns) * step[1];
    if (y < 0 || x < 0 || y >= height || x >= width) continue;
    inside[cell] = 1;
    channels.forEach((channel, i) => {
      patch[cell * channels.length + i] = values[(y * width + x) * depth + channel] ?? 0;
    });
  }
  return { patch, inside };
}

interface Filter {
  /** `rows × columns × inputs`, as the patch lies. */
  readonly kernel: Float32Array;
  readonly bias: number;
}

async function filterOf(subject: Subject, nodeId: string, filter: number): Promise<Filter> {
  const layout = kernelLayout(subject, nodeId);
  const weight = layout && subject.model.weights[layout.place];
  if (!layout || !weight) throw new EngineError('internal', 'The layer has no kernel.');
  const bias = layout.biasPlace === null ? undefined : subject.model.weights[layout.biasPlace];
  const packed = tf.tidy(() => {
    const own = tf.reshape(tf.transpose(layout.filter(weight, filter), [1, 2, 0]), [-1]);
    return bias ? tf.concat([own, tf.reshape(tf.slice(bias, [filter], [1]), [-1])]) : own;
  });
  const read = await subject.backend.read(packed);
  packed.dispose();
  const size = layout.rows * layout.columns * layout.inputs;
  return { kernel: read.slice(0, size), bias: bias ? (read[size] ?? 0) : 0 };
}

function worked2d(patch: Float32Array, depth: number, { kernel, bias }: Filter) {
  const products = patch.map((value, i) => value * (kernel[i] ?? 0));
  const sums = new Float64Array(depth);
  products.forEach((product, i) => {
    sums[i % depth] = (sums[i % depth] ?? 0) + product;
  });
  return { kernel, products, bias, sums: Float32Array.from(sums), sum: sums.reduce((sum, value) => sum + value, 0) };
}

/** Of the cells inside the picture: padding takes no part in pooling. */
function pooled(kind: WindowKind, { patch, inside }: { readonly patch: Float32Array; readonly inside: Uint8Array }) {
  const seen = [...patch].filter((_, cell) => inside[cell] === 1);
  if (kind === 'max') return Math.max(...seen);
  return seen.reduce((sum, value) => sum + value, 0) / Math.max(1, seen.length);
}

/** The input channel that adds most to the sum: its picture says most. */
function strongest(sums: Float32Array | null): number {
  let most = 0;
  sums?.forEach((value, i) => {
    if (Math.abs(value) > Math.abs(sums[most] ?? 0)) most = i;
  });
  return most;
}

function channelOf({ values, shape }: Activations, channel: number): Float32Array {
  const depth = shape[2] ?? 1;
  return Float32Array.from({ length: values.length / depth }, (_, i) => values[i * depth + channel] ?? 0);
}
