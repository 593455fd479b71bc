import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SplitName } from '../../src/engine/data/dataset.ts';
import { useApp } from '../app.ts';
import type { UiStore } from '../store/ui.ts';

export interface SampleFilter {
  readonly split: SplitName;
  /** Class shown alone; `null`: all. */
  readonly label: number | null;
  readonly page: number;
}

const filters = new WeakMap<UiStore, StoreApi<SampleFilter>>();

/** Which samples a window shows; it stays while other steps are looked at. */
export function sampleFilter(ui: UiStore): StoreApi<SampleFilter> {
  const known = filters.get(ui);
  if (known) return known;
  const made = createStore<SampleFilter>(() => ({ split: 'train', label: null, page: 0 }));
  filters.set(ui, made);
  return made;
}

export const useSampleFilter = (): SampleFilter => useStore(sampleFilter(useApp().ui));
