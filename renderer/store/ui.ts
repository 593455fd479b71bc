import { createStore } from 'zustand/vanilla';
import type { Locale } from '../i18n/format.ts';

export const steps = ['define', 'compile', 'train', 'evaluate', 'predict'] as const;
export type Step = (typeof steps)[number];
export type Theme = 'light' | 'dark' | 'system';
/** What the share bars and the heat on nodes show. */
export type Overlay = 'parameters' | 'macs' | 'memory' | 'off';

export interface UiState {
  readonly screen: 'start' | 'editor';
  readonly step: Step;
  readonly theme: Theme;
  readonly locale: Locale;
  readonly selection: ReadonlySet<string>;
  readonly selectedEdges: ReadonlySet<string>;
  readonly overlay: Overlay;
  readonly problemsOpen: boolean;
  readonly exportOpen: boolean;
  /** Field of the inspector that has the focus: its digits light up in the live maths, and back. */
  readonly linkedField: string | null;
}

export const createUiStore = (initial: Pick<UiState, 'theme' | 'locale'>) =>
  createStore<UiState>(() => ({
    screen: 'start',
    step: 'define',
    selection: new Set(),
    selectedEdges: new Set(),
    overlay: 'parameters',
    problemsOpen: false,
    exportOpen: false,
    linkedField: null,
    ...initial,
  }));

export type UiStore = ReturnType<typeof createUiStore>;
