import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FigureName } from '../../src/core/runs/figures.ts';
import { type App, useApp } from '../app.ts';
import type { CurveAxis, CurveSplit } from './overlay.ts';

export const compareTabs = ['curves', 'tradeoff', 'settings', 'outcome', 'structure', 'search'] as const;
export type CompareTab = (typeof compareTabs)[number];

/** How runs are looked at, for as long as the window is open. */
export interface RunsViewState {
  readonly sort: { readonly column: string; readonly down: boolean } | null;
  readonly text: string;
  readonly starredOnly: boolean;
  /** Trials of this search alone. */
  readonly search: string | null;
  /** Columns that were turned on or off; the others show themselves where they say something. */
  readonly columns: Readonly<Record<string, boolean>>;
  /** Runs chosen for comparison, in the order of choosing. */
  readonly chosen: readonly string[];
  readonly tab: CompareTab;
  readonly measure: string;
  readonly split: CurveSplit;
  readonly axis: CurveAxis;
  readonly log: boolean;
  /** What a curve keeps of its past at each point, 0 to 0.99. */
  readonly smoothing: number;
  readonly cost: FigureName;
  readonly value: FigureName;
  readonly panel: 'run' | 'search';
}

const stores = new WeakMap<App, StoreApi<RunsViewState>>();

export function runsViewOf(app: App): StoreApi<RunsViewState> {
  const known = stores.get(app);
  if (known) return known;
  const made = createStore<RunsViewState>(() => ({
    sort: null,
    text: '',
    starredOnly: false,
    search: null,
    columns: {},
    chosen: [],
    tab: 'curves',
    measure: 'accuracy',
    split: 'validation',
    axis: 'epoch',
    log: false,
    smoothing: 0,
    cost: 'macs',
    value: 'bestAccuracy',
    panel: 'run',
  }));
  stores.set(app, made);
  return made;
}

export const useRunsView = <T>(select: (state: RunsViewState) => T): T => useStore(runsViewOf(useApp()), select);
