import { createStore } from 'zustand/vanilla';
import type { Convention } from '../../src/core/analysis/conventions.ts';
import type { BackendName, BackendReport, Device } from '../../src/engine/protocol.ts';
import type { Locale } from '../i18n/format.ts';
import type { KeyChoices } from '../keys/bindings.ts';

export const steps = ['define', 'compile', 'train', 'evaluate', 'predict'] as const;
export type Step = (typeof steps)[number];
export type Theme = 'light' | 'dark' | 'system';
/** What the share bars and the heat on nodes show; `work`: as the convention counts it. */
export const overlays = ['parameters', 'work', 'memory', 'receptiveField', 'time', 'off'] as const;
export type Overlay = (typeof overlays)[number];

/** What layers show of their learning in Train; `off`: what they cost, and nothing is measured. */
export const paints = ['activations', 'weights', 'gradients', 'off'] as const;
export type Paint = (typeof paints)[number];

/** What the middle of a step can show instead of the network, or of the results: `shell/center-views.ts` says which. */
export const viewNames = ['data', 'charts', 'inspect', 'runs'] as const;
export type ViewName = (typeof viewNames)[number];

export interface UiState {
  readonly screen: 'start' | 'editor';
  readonly step: Step;
  /** Where a step shows another view than its own. */
  readonly views: Readonly<Partial<Record<Step, ViewName>>>;
  readonly theme: Theme;
  readonly locale: Locale;
  readonly selection: ReadonlySet<string>;
  readonly selectedEdges: ReadonlySet<string>;
  readonly selectedNotes: ReadonlySet<string>;
  readonly overlay: Overlay;
  /** Whether layers are coloured by their share, beside its bar. */
  readonly heat: boolean;
  readonly paint: Paint;
  /** How work is counted wherever one count is shown. */
  readonly convention: Convention;
  readonly problemsOpen: boolean;
  readonly exportOpen: boolean;
  /** Field of the inspector that has the focus: its digits light up in the live maths, and back. */
  readonly linkedField: string | null;
  /** Where the next run computes: the user's choice, kept as a preference. */
  readonly backend: BackendName | 'auto';
  /** Whether runs are logged for TensorBoard while they train. */
  readonly tensorboard: boolean;
  /** The user's own shortcuts; `keys/catalogue.ts` has the others. */
  readonly shortcuts: KeyChoices;
  /** What starts on this machine; `null` while it is being tried. */
  readonly backends: BackendReport | null;
}

/** What outlives the window. Setting one in the ui store is enough: `shell/preferences.ts` applies and keeps it. */
export type Preferences = Pick<
  UiState,
  'theme' | 'locale' | 'overlay' | 'convention' | 'backend' | 'shortcuts' | 'tensorboard'
>;

/** The user's choice where it works on this machine, else the first that does. */
export const chosenDevice = (report: BackendReport | null, choice: BackendName | 'auto'): Device | null =>
  report?.usable.find(({ backend }) => backend === choice) ?? report?.usable[0] ?? null;

export const createUiStore = (initial: Preferences) =>
  createStore<UiState>(() => ({
    screen: 'start',
    heat: false,
    paint: 'activations',
    step: 'define',
    views: {},
    selection: new Set(),
    selectedEdges: new Set(),
    selectedNotes: new Set(),
    problemsOpen: false,
    exportOpen: false,
    linkedField: null,
    backends: null,
    ...initial,
  }));

export type UiStore = ReturnType<typeof createUiStore>;
