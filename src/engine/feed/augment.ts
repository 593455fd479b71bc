import type { Augmentation } from '../../core/augment/schema.ts';
import { mix, normalStream } from '../random.ts';
import type { Frame } from './affine.ts';
import { type Action, drawActions } from './draw.ts';
import { resample, resampleMask } from './resample.ts';

export interface PictureFrame extends Frame {
  readonly channels: number;
}

/** `[height, width, channels]` of samples that can be augmented; `null` for tables, series and the rest. */
export function frameOf(sampleShape: readonly number[]): PictureFrame | null {
  const [height, width, channels] = sampleShape;
  if (sampleShape.length !== 3 || !height || !width || !channels) return null;
  return { height, width, channels };
}

export interface Augmenter {
  /**
   * Writes a changed sample into `out` from `at` on, in the units it is stored in. Bytes stay within 0…255; floats, taken to
   * be about 0…1, may go beyond.
   */
  picture(values: Uint8Array | Float32Array, from: number, seed: number, out: Float32Array, at: number): void;
  /** The mask of the sample that `seed` changes, moved as its picture is. One byte a pixel. */
  mask(classes: Uint8Array, from: number, seed: number, out: Uint8Array, at: number): void;
}

/** Changes pictures as a pipeline says: the same seed, the same result, on every machine and thread. */
export function createAugmenter(augmentation: Augmentation, frame: PictureFrame): Augmenter {
  const { fill, fillValue } = augmentation;
  const size = frame.height * frame.width * frame.channels;
  const pixels = frame.height * frame.width;
  // Written over with each sample: nothing is allocated for them.
  const before = new Float32Array(size);
  const maskBefore = new Uint8Array(pixels);
  return {
    picture: (values, from, seed, out, at) => {
      const bytes = values instanceof Uint8Array;
      const range: ValueRange = bytes ? { peak: 255, clipped: true } : { peak: 1, clipped: false };
      const cover = fillValue * range.peak;
      const stored = values.subarray(from, from + size);
      const picture = out.subarray(at, at + size);
      const actions = drawActions(augmentation, frame, seed);
      // A pipeline mostly begins with what moves: the stored picture is then read where it would be copied to.
      if (actions[0]?.kind !== 'move') picture.set(stored);
      for (const [place, action] of actions.entries()) {
        if (action.kind === 'move') {
          before.set(place === 0 ? stored : picture);
          resample(before, picture, frame, action.matrix, { mode: fill, value: cover });
        } else if (action.kind === 'cutout') cut(picture, action, frame, cover);
        else recolour(picture, action, frame.channels, range);
      }
    },
    mask: (classes, from, seed, out, at) => {
      const mask = out.subarray(at, at + pixels);
      mask.set(classes.subarray(from, from + pixels));
      for (const action of drawActions(augmentation, frame, seed)) {
        if (action.kind !== 'move') continue;
        maskBefore.set(mask);
        resampleMask(maskBefore, mask, frame, action.matrix, fill);
      }
    },
  };
}

/** What values can be: 0 … peak. `clipped`: nothing beyond can be stored. */
interface ValueRange {
  readonly peak: number;
  readonly clipped: boolean;
}

function recolour(
  picture: Float32Array,
  action: Exclude<Action, { kind: 'move' | 'cutout' }>,
  channels: number,
  range: ValueRange,
): void {
  const [low, high] = range.clipped ? [0, range.peak] : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  switch (action.kind) {
    case 'brightness':
      brighten(picture, action.delta * range.peak, low, high);
      break;
    case 'contrast':
      for (let channel = 0; channel < channels; channel++)
        stretch(picture, action.factor, channel, channels, low, high);
      break;
    case 'noise':
      addNoise(picture, action.deviation * range.peak, action.seed, low, high);
      break;
  }
}

// Plain loops over typed arrays, each value written once: every sample of every epoch goes through here.

function brighten(picture: Float32Array, delta: number, low: number, high: number): void {
  for (let i = 0; i < picture.length; i++) {
    const value = (picture[i] ?? 0) + delta;
    picture[i] = value;
    if (value < low) picture[i] = low;
    else if (value > high) picture[i] = high;
  }
}

/** Each value's distance from its channel's mean, times `factor`. */
function stretch(
  picture: Float32Array,
  factor: number,
  channel: number,
  channels: number,
  low: number,
  high: number,
): void {
  let sum = 0;
  for (let i = channel; i < picture.length; i += channels) sum += picture[i] ?? 0;
  const mean = sum / (picture.length / channels);
  for (let i = channel; i < picture.length; i += channels) {
    const value = ((picture[i] ?? 0) - mean) * factor + mean;
    picture[i] = value;
    if (value < low) picture[i] = low;
    else if (value > high) picture[i] = high;
  }
}

function cut(picture: Float32Array, square: Extract<Action, { kind: 'cutout' }>, frame: PictureFrame, value: number) {
  const { height, width, channels } = frame;
  const { top, left, side } = square;
  const [first, end] = [Math.max(0, left), Math.min(width, left + side)];
  if (first >= end) return;
  for (let y = Math.max(0, top); y < Math.min(height, top + side); y++) {
    picture.fill(value, (y * width + first) * channels, (y * width + end) * channels);
  }
}

const noiseCount = 16_384;

/** Drawn from instead of computed anew: logarithms and sines for each value would take longer than all other steps. */
const noise = standardised(noiseCount);

/** `count` numbers with mean 0 and deviation 1. */
function standardised(count: number): Float32Array {
  const next = normalStream(1);
  const drawn = Float64Array.from({ length: count }, next);
  const mean = drawn.reduce((sum, value) => sum + value, 0) / count;
  const deviation = Math.sqrt(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
  return Float32Array.from(drawn, (value) => (value - mean) / deviation);
}

function addNoise(picture: Float32Array, deviation: number, seed: number, low: number, high: number): void {
  for (let i = 0; i < picture.length; i++) {
    const place = mix(seed + Math.imul(i, 0x9e3779b9)) & (noiseCount - 1);
    const value = (picture[i] ?? 0) + deviation * (noise[place] ?? 0);
    picture[i] = value;
    if (value < low) picture[i] = low;
    else if (value > high) picture[i] = high;
  }
}
