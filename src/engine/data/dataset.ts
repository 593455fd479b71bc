/**
 * Labelled images in memory. `pixels` holds bytes 0…255, image after image, rows of channels-last values; the engine
 * divides by 255. Backed by a SharedArrayBuffer where the page is cross-origin isolated, so workers share it unsent.
 */
export interface Dataset {
  /** Stable name: `digits`, `fashion-mnist`, or the folder's path. */
  readonly id: string;
  readonly title: string;
  readonly classes: readonly string[];
  /** `[height, width, channels]` of each image. */
  readonly imageShape: readonly [number, number, number];
  readonly licence: string;
  readonly attribution: string;
  readonly splits: Readonly<Record<SplitName, Split>>;
  /** Files that could not be read, with the reason. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

export type SplitName = 'train' | 'validation' | 'test';

export interface Split {
  readonly count: number;
  /** `count × height × width × channels` bytes. */
  readonly pixels: Uint8Array;
  /** Class index of each image. */
  readonly labels: Uint8Array | Uint16Array;
}
