import type { DataRef } from '../../src/core/document/schema.ts';
import type { Result } from '../../src/core/result.ts';
import type { BrowserLoadOptions } from '../../src/engine/data/browser.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { DataError } from '../../src/engine/data/errors.ts';
import type { Host } from '../../src/host/host.ts';
import type { DataStore } from '../store/data.ts';
import { createDroppedFiles } from './dropped-files.ts';

/** `loadDataset` of the engine's browser entry; Node tests pass the same over their own platform. */
export type OpenData = (ref: DataRef, options: BrowserLoadOptions) => Promise<Result<Dataset, DataError>>;

/** Of the network that the data is for, without the batch; `null` where it is not known. */
type InputShape = readonly number[];

interface Loading {
  readonly key: string;
  readonly result: Promise<Result<Dataset, DataError>>;
  readonly abort: AbortController;
}

const keyOf = (ref: DataRef, shape: InputShape | null): string => JSON.stringify([ref, shape]);

/**
 * Opens data sets and keeps the two used last: the one of the document and the one that an older run was trained on.
 * What `show` opens is what the data store tells the screen about; a newer wish cancels an older one.
 */
export function createDataLoader(parts: {
  readonly host: Host;
  readonly data: DataStore;
  readonly openData: OpenData;
}) {
  const { data, openData } = parts;
  const dropped = createDroppedFiles();
  const host = dropped.beside(parts.host);
  const kept = new Map<string, Dataset>();
  let shown: Loading | null = null;

  const keep = (key: string, dataset: Dataset) => {
    kept.delete(key);
    kept.set(key, dataset);
    const oldest = kept.keys().next().value;
    if (kept.size > 2 && oldest !== undefined) kept.delete(oldest);
  };

  async function open(
    ref: DataRef,
    shape: InputShape | null,
    options: Pick<BrowserLoadOptions, 'signal' | 'onProgress'>,
  ) {
    const result = await openData(ref, { host, ...(shape ? { inputShape: shape } : {}), ...options });
    if (result.ok) keep(keyOf(ref, shape), result.value);
    return result;
  }

  async function get(ref: DataRef, shape: InputShape | null): Promise<Result<Dataset, DataError>> {
    const key = keyOf(ref, shape);
    const known = kept.get(key);
    if (known) return { ok: true, value: known };
    return shown?.key === key ? shown.result : open(ref, shape, {});
  }

  async function show(ref: DataRef, shape: InputShape | null): Promise<Dataset | null> {
    const key = keyOf(ref, shape);
    if (shown?.key === key && data.getState().state !== 'failed') {
      const result = await shown.result;
      return result.ok ? result.value : null;
    }
    shown?.abort.abort();
    const abort = new AbortController();
    const known = kept.get(key);
    const result: Loading['result'] = known
      ? Promise.resolve({ ok: true, value: known })
      : open(ref, shape, {
          signal: abort.signal,
          onProgress: ({ done, total }) => {
            if (shown?.abort === abort) data.setState({ state: 'loading', ref, done, total }, true);
          },
        });
    const loading: Loading = { key, result, abort };
    shown = loading;
    if (!known) data.setState({ state: 'loading', ref, done: 0, total: 0 }, true);
    const opened = await result;
    if (shown !== loading) return opened.ok ? opened.value : null;
    if (opened.ok) data.setState({ state: 'ready', ref, dataset: opened.value }, true);
    else data.setState({ state: 'failed', ref, message: opened.error.message }, true);
    return opened.ok ? opened.value : null;
  }

  return { dropped, get, show, cancel: () => shown?.abort.abort(), destroy: () => shown?.abort.abort() };
}

export type DataLoader = ReturnType<typeof createDataLoader>;
