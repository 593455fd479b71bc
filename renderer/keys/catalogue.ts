import type { Combination } from './combination.ts';

export const groups = ['file', 'steps', 'edit', 'network', 'view', 'app'] as const;
type Group = (typeof groups)[number];

/**
 * Where a shortcut holds. `anywhere`: over a dialog too; `window`: unless a dialog is open; `editor`: there, while a
 * network is open; `canvas`: where the network is on the screen; `run`: while one is in progress.
 */
type Scope = 'anywhere' | 'window' | 'editor' | 'canvas' | 'run';

interface Entry {
  readonly group: Group;
  readonly scope: Scope;
  /** Defaults, the first of which is shown. None of them is a sign that AZERTY keyboards write with AltGr. */
  readonly keys: readonly Combination[];
  /** In a text field too: what the combination does there by itself is not wanted. */
  readonly inFields?: true;
  /** `system`: the browser or the widget that has the focus takes it; `app`: Stride does. Neither can be changed. */
  readonly fixed?: 'system' | 'app';
}

const arrows = (held: string): readonly Combination[] =>
  ['arrowup', 'arrowdown', 'arrowleft', 'arrowright'].map((arrow) => `${held}+${arrow}`);

const entries = {
  newNetwork: { group: 'file', scope: 'window', keys: ['mod+n'], inFields: true },
  open: { group: 'file', scope: 'window', keys: ['mod+o'], inFields: true },
  save: { group: 'file', scope: 'editor', keys: ['mod+s'], inFields: true },
  saveAs: { group: 'file', scope: 'editor', keys: ['mod+shift+s'], inFields: true },
  export: { group: 'file', scope: 'editor', keys: ['mod+e'], inFields: true },
  compare: { group: 'file', scope: 'editor', keys: [] },
  home: { group: 'file', scope: 'editor', keys: [] },

  define: { group: 'steps', scope: 'editor', keys: ['mod+1'], inFields: true },
  compile: { group: 'steps', scope: 'editor', keys: ['mod+2'], inFields: true },
  train: { group: 'steps', scope: 'editor', keys: ['mod+3'], inFields: true },
  evaluate: { group: 'steps', scope: 'editor', keys: ['mod+4'], inFields: true },
  predict: { group: 'steps', scope: 'editor', keys: ['mod+5'], inFields: true },
  viewData: { group: 'steps', scope: 'editor', keys: ['mod+6'], inFields: true },
  viewCharts: { group: 'steps', scope: 'editor', keys: ['mod+7'], inFields: true },
  viewInspect: { group: 'steps', scope: 'editor', keys: ['mod+8'], inFields: true },
  viewRuns: { group: 'steps', scope: 'editor', keys: ['mod+9'], inFields: true },
  run: { group: 'steps', scope: 'editor', keys: ['mod+enter'], inFields: true },
  pause: { group: 'steps', scope: 'run', keys: ['space'] },

  undo: { group: 'edit', scope: 'editor', keys: ['mod+z'] },
  redo: { group: 'edit', scope: 'editor', keys: ['mod+shift+z', 'mod+y'] },
  history: { group: 'edit', scope: 'editor', keys: ['mod+shift+h'], inFields: true },
  cut: { group: 'edit', scope: 'canvas', keys: ['mod+x'], fixed: 'system' },
  copy: { group: 'edit', scope: 'canvas', keys: ['mod+c'], fixed: 'system' },
  paste: { group: 'edit', scope: 'canvas', keys: ['mod+v'], fixed: 'system' },
  duplicate: { group: 'edit', scope: 'canvas', keys: ['mod+d'] },
  delete: { group: 'edit', scope: 'canvas', keys: ['delete', 'backspace'] },
  selectAll: { group: 'edit', scope: 'canvas', keys: ['mod+a'] },
  leave: { group: 'edit', scope: 'canvas', keys: ['escape'], fixed: 'app' },

  search: { group: 'network', scope: 'canvas', keys: ['/'] },
  add: { group: 'network', scope: 'canvas', keys: ['a'] },
  connect: { group: 'network', scope: 'canvas', keys: ['c'] },
  disconnect: { group: 'network', scope: 'canvas', keys: ['shift+c'] },
  bend: { group: 'network', scope: 'canvas', keys: ['b'] },
  nextBend: { group: 'network', scope: 'canvas', keys: ['shift+b'] },
  nudge: { group: 'network', scope: 'canvas', keys: arrows('shift'), fixed: 'system' },
  nudgeFar: { group: 'network', scope: 'canvas', keys: arrows('alt+shift'), fixed: 'system' },
  resizeNote: { group: 'network', scope: 'canvas', keys: arrows('mod+shift'), fixed: 'system' },
  dock: { group: 'network', scope: 'canvas', keys: ['d'] },
  skip: { group: 'network', scope: 'canvas', keys: ['mod+b'] },
  mute: { group: 'network', scope: 'canvas', keys: ['m'] },
  freeze: { group: 'network', scope: 'canvas', keys: ['x'] },
  freezeUpTo: { group: 'network', scope: 'canvas', keys: ['shift+x'] },
  bypass: { group: 'network', scope: 'canvas', keys: [] },
  replace: { group: 'network', scope: 'canvas', keys: ['r'] },
  repeat: { group: 'network', scope: 'canvas', keys: [] },
  alignLeft: { group: 'network', scope: 'canvas', keys: [] },
  alignCenter: { group: 'network', scope: 'canvas', keys: [] },
  alignRight: { group: 'network', scope: 'canvas', keys: [] },
  alignTop: { group: 'network', scope: 'canvas', keys: [] },
  alignMiddle: { group: 'network', scope: 'canvas', keys: [] },
  alignBottom: { group: 'network', scope: 'canvas', keys: [] },
  distributeAcross: { group: 'network', scope: 'canvas', keys: [] },
  distributeDown: { group: 'network', scope: 'canvas', keys: [] },
  group: { group: 'network', scope: 'canvas', keys: ['mod+g'] },
  collapse: { group: 'network', scope: 'canvas', keys: ['enter'] },
  collapseAll: { group: 'network', scope: 'canvas', keys: [] },
  openAll: { group: 'network', scope: 'canvas', keys: [] },
  note: { group: 'network', scope: 'canvas', keys: ['n'] },
  nextNote: { group: 'network', scope: 'canvas', keys: ['shift+n'] },
  ungroup: { group: 'network', scope: 'canvas', keys: ['mod+shift+g'] },
  nameGroup: { group: 'network', scope: 'canvas', keys: ['f2'] },
  saveBlock: { group: 'network', scope: 'canvas', keys: [] },
  selectCopies: { group: 'network', scope: 'canvas', keys: [] },
  nextFix: { group: 'network', scope: 'canvas', keys: ['mod+.'] },
  transfer: { group: 'network', scope: 'editor', keys: [] },
  loadWeights: { group: 'network', scope: 'editor', keys: [] },
  insertNetwork: { group: 'network', scope: 'editor', keys: [] },
  generate: { group: 'network', scope: 'editor', keys: [] },
  layout: { group: 'network', scope: 'canvas', keys: [] },
  problems: { group: 'network', scope: 'editor', keys: [] },

  fit: { group: 'view', scope: 'canvas', keys: ['f'] },
  fitSelection: { group: 'view', scope: 'canvas', keys: ['shift+f'] },
  zoomIn: { group: 'view', scope: 'canvas', keys: ['plus'] },
  zoomOut: { group: 'view', scope: 'canvas', keys: ['-'] },
  zoomReset: { group: 'view', scope: 'canvas', keys: [] },
  walk: { group: 'view', scope: 'canvas', keys: ['arrowup', 'arrowdown', 'arrowleft', 'arrowright'], fixed: 'system' },
  walkWires: { group: 'view', scope: 'canvas', keys: ['alt+arrowleft', 'alt+arrowright'], fixed: 'system' },
  walkGroups: { group: 'view', scope: 'canvas', keys: ['alt+arrowup', 'alt+arrowdown'], fixed: 'system' },

  palette: { group: 'app', scope: 'anywhere', keys: ['mod+k'], inFields: true },
  cost: { group: 'app', scope: 'window', keys: [] },
  sheet: { group: 'app', scope: 'window', keys: ['?'] },
} as const satisfies Readonly<Record<string, Entry>>;

export type ActionId = keyof typeof entries;

/** What the canvas does by itself with the keys that it has the focus for: no menu and no palette has it. */
const canvasKeys = ['walk', 'walkWires', 'walkGroups', 'nudge', 'nudgeFar', 'resizeNote'] as const;
export type CanvasKeyId = (typeof canvasKeys)[number];
export const isCanvasKey = (id: ActionId): id is CanvasKeyId => canvasKeys.some((own) => own === id);

/** Everything that a shortcut can do: its place in the sheet and its default keys. What it does: `actions.ts`. */
export const catalogue: Readonly<Record<ActionId, Entry>> = entries;

export const isActionId = (id: string): id is ActionId => Object.hasOwn(entries, id);
export const actionIds: readonly ActionId[] = Object.keys(entries).filter(isActionId);
