import { useSyncExternalStore } from 'react';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import { surveyInWorker } from '../../src/engine/survey/browser.ts';
import type { Survey } from '../../src/engine/survey/report.ts';

export type Surveying =
  | { readonly state: 'running'; readonly done: number }
  | { readonly state: 'done'; readonly survey: Survey }
  | { readonly state: 'failed'; readonly message: string };

interface Entry {
  at: Surveying;
  readonly abort: AbortController;
  readonly listeners: Set<() => void>;
}

const surveys = new WeakMap<Dataset, Entry>();

/** Begins with the first that wants to know, is called off when the last has gone, and is kept with the data. */
function follow(dataset: Dataset): Entry {
  const known = surveys.get(dataset);
  if (known && !known.abort.signal.aborted) return known;
  const entry: Entry = { at: { state: 'running', done: 0 }, abort: new AbortController(), listeners: new Set() };
  surveys.set(dataset, entry);
  const tell = (at: Surveying) => {
    entry.at = at;
    for (const listener of entry.listeners) listener();
  };
  surveyInWorker(dataset, {
    signal: entry.abort.signal,
    onProgress: (done) => tell({ state: 'running', done }),
  }).then(
    (survey) => survey && tell({ state: 'done', survey }),
    (error: unknown) => tell({ state: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
  return entry;
}

const leave = (dataset: Dataset, entry: Entry) => {
  if (entry.listeners.size > 0 || entry.at.state !== 'running') return;
  entry.abort.abort();
  if (surveys.get(dataset) === entry) surveys.delete(dataset);
};

/** What the data holds, found out in the background. */
export function useSurvey(dataset: Dataset): Surveying {
  return useSyncExternalStore(
    (listener) => {
      const entry = follow(dataset);
      entry.listeners.add(listener);
      return () => {
        entry.listeners.delete(listener);
        // React leaves and comes back at once where it renders twice.
        queueMicrotask(() => leave(dataset, entry));
      };
    },
    () => follow(dataset).at,
  );
}
