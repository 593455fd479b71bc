export type DataErrorCode =
  | 'not-found'
  | 'unreadable'
  | 'format'
  | 'truncated'
  | 'mismatch'
  | 'empty'
  | 'too-large'
  | 'cancelled';

/** Why images could not be loaded. `message` is English and names the numbers; `path` the file or folder. */
export interface DataError {
  readonly code: DataErrorCode;
  readonly message: string;
  readonly path?: string;
}

/** Bytes of pixels above which a data set is refused: it would not fit beside the network. */
export const largestDataset = 2 ** 31;

/** Bytes of pictures that stay in memory; more are kept in a file and read as they are needed. */
export const inMemoryLimit = 128 * 2 ** 20;

/** Bytes of pictures from which the cache spares reading them again. */
export const keptFrom = 2 ** 20;

export interface LoadProgress {
  readonly done: number;
  readonly total: number;
}
