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

export interface LoadProgress {
  readonly done: number;
  readonly total: number;
}
