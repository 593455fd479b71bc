import { histogramOf } from '../watch/histogram.ts';
import type { FeatureMap, MapsAnswer, MapsQuestion } from './protocol.ts';
import type { Activations, Subject } from './subject.ts';

/** Pixels a side that a map is sent with. */
const longestSide = 128;

interface ChannelFigures {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/** A page of a layer's feature maps on the image, and figures of the layer as a whole. */
export async function mapsOf(subject: Subject, question: MapsQuestion): Promise<MapsAnswer> {
  const { nodeId, stage, from } = question;
  const activations = await subject.activations(nodeId, stage);
  const { values, shape } = activations;
  const [height, width, channels] = planesOf(shape);
  const figures = figuresOf(values, channels);
  const order = ordered(figures, question.order);
  const min = figures.reduce((least, one) => Math.min(least, one.min), Number.POSITIVE_INFINITY);
  const max = figures.reduce((most, one) => Math.max(most, one.max), Number.NEGATIVE_INFINITY);
  const factor = Math.ceil(Math.max(height, width) / longestSide);
  const small = [Math.ceil(height / factor), Math.ceil(width / factor)] as const;
  const maps = [...order.subarray(from, from + question.count)].flatMap((channel): FeatureMap[] => {
    const own = figures[channel];
    if (!own) return [];
    const range = question.scale === 'layer' ? { min, max } : own;
    const plane = planeOf(activations, channel, factor, small);
    return [{ channel, ...own, bytes: toBytes(plane, range.min, range.max) }];
  });
  let zeros = 0;
  for (const value of values) if (value === 0) zeros++;
  return {
    nodeId,
    stage,
    shape,
    height: small[0],
    width: small[1],
    channels,
    order,
    from,
    maps,
    values: shape.length === 1 ? values.slice() : null,
    min,
    max,
    zeros: zeros / Math.max(1, values.length),
    histogram: histogramOf(values),
  };
}

/** Pictures as they are; series as rows of pixels, a map for each feature; a vector as one row. */
function planesOf(shape: readonly number[]): readonly [number, number, number] {
  const [a = 1, b = 1, c = 1] = shape;
  if (shape.length === 3) return [a, b, c];
  return shape.length === 2 ? [1, a, b] : [1, shape.reduce((size, n) => size * n, 1), 1];
}

function figuresOf(values: Float32Array, channels: number): readonly ChannelFigures[] {
  const sums = new Float64Array(channels);
  const least = new Float64Array(channels).fill(Number.POSITIVE_INFINITY);
  const greatest = new Float64Array(channels).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0, channel = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    sums[channel] = (sums[channel] ?? 0) + value;
    if (value < (least[channel] ?? 0)) least[channel] = value;
    if (value > (greatest[channel] ?? 0)) greatest[channel] = value;
    channel = channel + 1 === channels ? 0 : channel + 1;
  }
  const pixels = values.length / channels;
  return Array.from(sums, (sum, i) => ({ mean: sum / pixels, min: least[i] ?? 0, max: greatest[i] ?? 0 }));
}

/** Greatest first, channels of the same value as they come. */
function ordered(figures: readonly ChannelFigures[], by: MapsQuestion['order']): Uint32Array {
  const order = Uint32Array.from(figures, (_, channel) => channel);
  if (by === 'number') return order;
  const key = (channel: number): number => figures[channel]?.[by] ?? 0;
  return order.sort((a, b) => key(b) - key(a) || a - b);
}

/** One channel, averaged over squares of `factor` pixels. */
function planeOf(
  { values, shape }: Activations,
  channel: number,
  factor: number,
  [rows, columns]: readonly [number, number],
): Float32Array {
  const [height, width, channels] = planesOf(shape);
  const plane = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      let count = 0;
      for (let y = row * factor; y < Math.min(height, (row + 1) * factor); y++) {
        for (let x = column * factor; x < Math.min(width, (column + 1) * factor); x++) {
          sum += values[(y * width + x) * channels + channel] ?? 0;
          count++;
        }
      }
      plane[row * columns + column] = sum / Math.max(1, count);
    }
  }
  return plane;
}

/** From `min` to `max` as 0…255; where these are one value, all 0. */
function toBytes(plane: Float32Array, min: number, max: number): Uint8Array {
  const scale = max > min ? 255 / (max - min) : 0;
  return Uint8Array.from(plane, (value) => Math.round((value - min) * scale));
}
