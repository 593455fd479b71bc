import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Answer, answerOf, type Meaning, meaningOf } from '../../src/core/predictions/answer.ts';
import { predictionsHeader, predictionsLine } from '../../src/core/predictions/csv.ts';
import { preparerFor } from '../../src/engine/data/browser-preparer.ts';
import { sightOf } from '../../src/engine/data/see-image.ts';
import { failureOf } from '../../src/engine/failure.ts';
import { picturesIn } from '../../src/engine/predict/pictures-in.ts';
import { predictFiles } from '../../src/engine/predict/predict-files.ts';
import { type App, useApp } from '../app.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import { hostReader } from '../training/data-paths.ts';

export interface PredictedFile {
  /** Of the file within the folder. */
  readonly path: string;
  readonly answer: Answer;
}

export interface FoundAnswers {
  readonly folder: string;
  /** Whose answers these are. */
  readonly checkpoint: Checkpoint;
  readonly meaning: Meaning;
  readonly total: number;
  readonly files: readonly PredictedFile[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

/** `stopped`: before all files were seen. `failed`: the folder could not be listed, or the network not be asked. */
export type FolderPrediction =
  | { readonly state: 'none' }
  | { readonly state: 'listing'; readonly folder: string }
  | ({ readonly state: 'running' | 'done' | 'stopped' } & FoundAnswers)
  | { readonly state: 'failed'; readonly folder: string; readonly message: string };

function createFolderPredicting(app: App) {
  const store = createStore<FolderPrediction>(() => ({ state: 'none' }));
  let stop: AbortController | null = null;
  const show = (state: FolderPrediction) => store.setState(state, true);

  /** Asks the checkpoint about every picture in the folder; what was asked before ends. */
  async function start(folder: string, checkpoint: Checkpoint, classes: readonly string[] | null): Promise<void> {
    stop?.abort();
    const own = new AbortController();
    stop = own;
    const { record } = checkpoint;
    const { host, training } = app;
    const sight = sightOf(record);
    if (!sight) return;
    show({ state: 'listing', folder });
    const reader = hostReader(training.dropped.beside(host));
    try {
      const files = await picturesIn(folder, reader);
      if (own.signal.aborted) return;
      const meaning = meaningOf(record.network, record.data, classes);
      let found: FoundAnswers = { folder, checkpoint, meaning, total: files.length, files: [], skipped: [] };
      show({ state: 'running', ...found });
      const preparer = preparerFor(files.length);
      const question = {
        files,
        read: reader.read,
        preparer,
        sight,
        normalization: record.data?.normalization ?? ({ kind: 'unit' } as const),
        ask: async (images: Float32Array, count: number) =>
          (await training.predictMany(checkpoint, images, count, false)).probabilities,
        signal: own.signal,
      };
      try {
        for await (const outputs of predictFiles(question)) {
          const [answered, skipped] = [[...found.files], [...found.skipped]];
          for (const one of outputs) {
            const path = one.path.slice(folder.length).replace(/^[\\/]/, '');
            if ('output' in one) answered.push({ path, answer: answerOf(one.output, meaning) });
            else skipped.push({ path, reason: one.reason });
          }
          found = { ...found, files: answered, skipped };
          if (stop === own) show({ state: 'running', ...found });
        }
      } finally {
        preparer.destroy();
      }
      if (stop === own) show({ state: own.signal.aborted ? 'stopped' : 'done', ...found });
    } catch (error) {
      if (stop === own) show({ state: 'failed', folder, message: failureOf(error).message });
    }
  }

  /** What was answered stays. */
  const cancel = () => {
    stop?.abort();
    if (store.getState().state === 'listing') show({ state: 'none' });
  };
  const clear = () => {
    stop?.abort();
    stop = null;
    show({ state: 'none' });
  };
  // The answers are about another network's pictures.
  app.documents.subscribe(({ id }, before) => {
    if (id !== before.id) clear();
  });
  return { store, start, cancel };
}

type FolderPredicting = ReturnType<typeof createFolderPredicting>;

const known = new WeakMap<App['ui'], FolderPredicting>();

/** It goes on while other steps are looked at. */
export function folderPredicting(app: App): FolderPredicting {
  const made = known.get(app.ui) ?? createFolderPredicting(app);
  known.set(app.ui, made);
  return made;
}

export const useFolderPrediction = (): FolderPrediction => {
  const store: StoreApi<FolderPrediction> = folderPredicting(useApp()).store;
  return useStore(store);
};

/** Everything that was answered, in the order of the paths. */
export function predictionsCsv({ files, meaning }: Pick<FoundAnswers, 'files' | 'meaning'>): Uint8Array {
  const encoder = new TextEncoder();
  const parts = [
    predictionsHeader(meaning),
    ...files.map(({ path, answer }) => predictionsLine(path, answer, meaning)),
  ];
  return encoder.encode(parts.join(''));
}

export const sortOrders = ['unsure', 'sure', 'path'] as const;
export type SortOrder = (typeof sortOrders)[number];

/** Numbers come without sureness and stay in the order of the paths. */
export function sorted(files: readonly PredictedFile[], order: SortOrder): readonly PredictedFile[] {
  if (order === 'path') return files;
  const sign = order === 'sure' ? -1 : 1;
  return [...files].sort((a, b) => sign * ((a.answer.sureness ?? 0) - (b.answer.sureness ?? 0)));
}
