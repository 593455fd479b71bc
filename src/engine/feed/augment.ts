import type { Augmentation } from '../../core/augment/schema.ts';
import { mix, normalStream } from '../random.ts';
import { type Frame, resample, resampleMask } from './affine.ts';
import { type Action, drawActions } from './draw.ts';

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
      const peak = values instanceof Uint8Array ? 255 : 1;
      const clipped = values instanceof Uint8Array;
      const picture = out.subarray(at, at + size);
      picture.set(values.subarray(from, from + size));
      for (const action of drawActions(augmentation, frame, seed)) {
        if (action.kind === 'move') {
          before.set(picture);
          resample(before, picture, frame, action.matrix, fill, fillValue * peak);
        } else recolour(picture, action, frame, peak, fillValue * peak, clipped);
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

function recolour(
  picture: Float32Array,
  action: Exclude<Action, { kind: 'move' }>,
  frame: PictureFrame,
  peak: number,
  fillValue: number,
  clipped: boolean,
): void {
  switch (action.kind) {
    case 'brightness': {
      const delta = action.delta * peak;
      for (let i = 0; i < picture.length; i++) picture[i] = (picture[i] ?? 0) + delta;
      break;
    }
    case 'contrast':
      stretch(picture, action.factor, frame.channels);
      break;
    case 'noise':
      addNoise(picture, action.deviation * peak, action.seed);
      break;
    case 'cutout':
      cut(picture, action, frame, fillValue);
      return;
  }
  if (!clipped) return;
  for (let i = 0; i < picture.length; i++) {
    const value = picture[i] ?? 0;
    if (value < 0) picture[i] = 0;
    else if (value > peak) picture[i] = peak;
  }
}

/** Each value's distance from its channel's mean, times `factor`. */
function stretch(picture: Float32Array, factor: number, channels: number): void {
  for (let channel = 0; channel < channels; channel++) {
    let sum = 0;
    for (let i = channel; i < picture.length; i += channels) sum += picture[i] ?? 0;
    const mean = sum / (picture.length / channels);
    for (let i = channel; i < picture.length; i += channels) picture[i] = ((picture[i] ?? 0) - mean) * factor + mean;
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

function addNoise(picture: Float32Array, deviation: number, seed: number): void {
  for (let i = 0; i < picture.length; i++) {
    const place = mix(seed + Math.imul(i, 0x9e3779b9)) & (noiseCount - 1);
    picture[i] = (picture[i] ?? 0) + deviation * (noise[place] ?? 0);
  }
}
