import type { DataRef } from '../../core/document/schema.ts';
import type { Result } from '../../core/result.ts';
import type { Dataset } from './dataset.ts';
import type { DataError, LoadProgress } from './errors.ts';
import type { DataReader } from './source.ts';

/** The worker decodes; files come through the page, which alone can reach the host. */
export type ToDataWorker =
  | { readonly type: 'load'; readonly ref: DataRef; readonly inputShape: readonly number[] | null }
  | {
      readonly type: 'answer';
      readonly id: number;
      readonly value: Uint8Array | Awaited<ReturnType<DataReader['list']>>;
    }
  | { readonly type: 'refusal'; readonly id: number; readonly code: string; readonly message: string };

export type FromDataWorker =
  | { readonly type: 'ask'; readonly id: number; readonly what: 'list' | 'read'; readonly path: string }
  | { readonly type: 'progress'; readonly progress: LoadProgress }
  | { readonly type: 'done'; readonly result: Result<Dataset, DataError> };
