import * as tf from '@tensorflow/tfjs-core';
import type { StartedBackend } from '../backends/backend.ts';
import { forward, type Output } from '../network/forward.ts';
import type { Model } from '../network/model.ts';
import type { LayerMaps } from '../protocol.ts';

const mapsPerLayer = 4;
const longestSide = 32;
const longestVector = 64;

interface Reading {
  readonly nodeId: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly maps: number;
  readonly values: tf.Tensor;
}

export interface Inspection {
  readonly layers: Record<string, LayerMaps>;
  readonly output: Float32Array;
}

/**
 * What every layer makes of one image, in inference mode. Maps are cut to 4 a layer and at most 32×32 on the device,
 * and all layers are read at once.
 */
export async function inspect(model: Model, image: tf.Tensor, backend: StartedBackend): Promise<Inspection> {
  const readings: Reading[] = [];
  const packed = tf.tidy(() => {
    const result: Output = forward(model.program, model.weights, image, {
      training: false,
      seed: 0,
      visit: ({ nodeId }, output) => {
        if (nodeId !== undefined) readings.push(readingOf(nodeId, output));
      },
    });
    return tf.concat([...readings.map((reading) => reading.values), tf.reshape(result.output, [-1])]);
  });
  try {
    const values = await backend.read(packed);
    return unpack(readings, values);
  } finally {
    packed.dispose();
  }
}

function readingOf(nodeId: string, output: tf.Tensor): Reading {
  const shape = output.shape.slice(1);
  const [height = 1, width = 1, channels = 1] = shape;
  if (shape.length === 3) return imageReading(nodeId, output, height, width, channels);
  if (shape.length === 2) return imageReading(nodeId, tf.reshape(output, [1, height, width, 1]), height, width, 1);
  const flat = tf.reshape(output, [-1]);
  const size = flat.shape[0] ?? 0;
  const stride = Math.ceil(size / longestVector);
  const values = stride <= 1 ? flat : tf.stridedSlice(flat, [0], [size], [stride]);
  return { nodeId, width: values.shape[0] ?? 0, height: 1, channels: size, maps: 1, values };
}

function imageReading(nodeId: string, output: tf.Tensor, height: number, width: number, channels: number): Reading {
  const maps = Math.min(mapsPerLayer, channels);
  const some = tf.slice(
    tf.reshape<tf.Rank.R4>(output, [1, height, width, channels]),
    [0, 0, 0, 0],
    [1, height, width, maps],
  );
  const factor = Math.ceil(Math.max(height, width) / longestSide);
  const small = factor <= 1 ? some : tf.avgPool(some, factor, factor, 'same');
  const [, rows = 1, columns = 1] = small.shape;
  return { nodeId, width: columns, height: rows, channels, maps, values: tf.reshape(small, [-1]) };
}

function unpack(readings: readonly Reading[], values: Float32Array): Inspection {
  const layers: Record<string, LayerMaps> = {};
  let start = 0;
  for (const { nodeId, width, height, channels, maps } of readings) {
    const size = width * height * maps;
    const part = values.subarray(start, start + size);
    start += size;
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (const value of part) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
    const images = Array.from({ length: maps }, (_, map) => toBytes(part, map, maps, width * height));
    layers[nodeId] = { width, height, channels, maps: images, min, max };
  }
  return { layers, output: values.slice(start) };
}

/** One channel of `[pixels, maps]`, from its least value to its greatest as 0…255; a constant one is all 0. */
function toBytes(part: Float32Array, map: number, maps: number, pixels: number): Uint8Array {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = map; i < part.length; i += maps) {
    const value = part[i] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const scale = max > min ? 255 / (max - min) : 0;
  const bytes = new Uint8Array(pixels);
  for (let i = 0; i < pixels; i++) bytes[i] = Math.round(((part[i * maps + map] ?? 0) - min) * scale);
  return bytes;
}
