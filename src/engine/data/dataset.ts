import type { Normalization } from '../../core/document/data-ref.ts';
import type { Task } from '../../core/document/tasks.ts';

/**
 * Samples with what they are to be answered with. Values are kept as they were stored, bytes 0…255 for pictures; what the
 * network is fed is `normalize`d. In-memory arrays are backed by a SharedArrayBuffer where the page is cross-origin
 * isolated, so workers share them unsent.
 */
export interface Dataset {
  /** Stable name: `digits`, `fashion-mnist`, or the folder's or file's path. */
  readonly id: string;
  readonly title: string;
  /** Empty where numbers are predicted. */
  readonly classes: readonly string[];
  readonly task: Task;
  /** `[height, width, channels]` of images, `[steps, features]` of series, `[features]` of tables. */
  readonly sampleShape: readonly number[];
  readonly licence: string;
  readonly attribution: string;
  readonly normalization: Normalization;
  readonly splits: Readonly<Record<SplitName, Split>>;
  /** Files and rows that could not be read, with the reason. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

export type SplitName = 'train' | 'validation' | 'test';

export interface Split {
  readonly count: number;
  readonly samples: Samples;
  readonly targets: Targets;
  /** The file of each sample, where each has one. */
  readonly paths?: readonly string[];
}

/** `count × size` values, sample after sample, channels last. */
export type Samples =
  | { readonly kind: 'bytes'; readonly values: Uint8Array }
  | { readonly kind: 'floats'; readonly values: Float32Array }
  | { readonly kind: 'file'; readonly file: PixelFile };

/** Bytes in a file of the cache: too many for memory. Crosses to workers as it is; `openSamples` opens it anywhere. */
export interface PixelFile {
  /** `opfs`: the page's private files; `disk`: Node. */
  readonly store: 'opfs' | 'disk';
  /** In the cache's folder, or the whole path on disk. */
  readonly name: string;
  /** Where the first sample begins, in bytes. */
  readonly offset: number;
  /** What each byte is read as, where that is another one: 256 of them. */
  readonly lookup?: Uint8Array;
}

export type Targets =
  /** Class index of each sample. */
  | { readonly kind: 'classes'; readonly labels: Uint8Array | Uint16Array }
  /** `count × classes`, 1 where the sample is of the class. */
  | { readonly kind: 'manyLabels'; readonly values: Uint8Array }
  /** `count × names.length`. */
  | { readonly kind: 'values'; readonly values: Float32Array; readonly names: readonly string[] }
  /** `count × height × width` bytes: class index of each pixel. */
  | { readonly kind: 'masks'; readonly masks: Samples };

/** Values in one sample. */
export const sampleSize = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1);

/** `[height, width, channels]` where the samples are pictures that can be shown; `null` for tables, series and the rest. */
export function pictureShape(shape: readonly number[]): readonly [number, number, number] | null {
  const [height, width, channels] = shape;
  if (shape.length !== 3 || height === undefined || width === undefined) return null;
  return channels === 1 || channels === 3 ? [height, width, channels] : null;
}

/** Class of a sample; `null` where samples are not of one class each. */
export function labelOf({ targets }: Split, index: number): number | null {
  return targets.kind === 'classes' ? (targets.labels[index] ?? null) : null;
}

/** Class of each sample; empty where samples are not of one class each. */
export const labelsOf = ({ targets }: Split): Uint8Array | Uint16Array =>
  targets.kind === 'classes' ? targets.labels : new Uint8Array();
