import { createStore } from 'zustand/vanilla';
import type { DataRef } from '../../src/core/document/schema.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';

export type DataState =
  | { readonly state: 'empty' }
  | { readonly state: 'loading'; readonly ref: DataRef; readonly done: number; readonly total: number }
  | { readonly state: 'ready'; readonly ref: DataRef; readonly dataset: Dataset }
  | { readonly state: 'failed'; readonly ref: DataRef; readonly message: string };

export const createDataStore = () => createStore<DataState>(() => ({ state: 'empty' }));

export type DataStore = ReturnType<typeof createDataStore>;
