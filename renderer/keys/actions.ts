import type { Alignment, Direction } from '../../src/core/document/arrange.ts';
import type { App } from '../app.ts';
import * as canvas from '../canvas/actions.ts';
import { addBendInMiddle, nextBend, removeSelectedBend, selectedWire } from '../canvas/bend-actions.ts';
import { askWires } from '../canvas/connect-actions.ts';
import { haveCopies, selectCopies } from '../canvas/copies-actions.ts';
import { toggleDock } from '../canvas/dock-actions.ts';
import { canFreeze, freezeUpTo, toggleFrozen } from '../canvas/freeze-actions.ts';
import {
  nameSelectedGroup,
  selectedGroup,
  toggleCollapseSelection,
  ungroupSelection,
} from '../canvas/group-actions.ts';
import { addNote, selectedNote, walkNotes, writeSelectedNote } from '../canvas/note-actions.ts';
import {
  alignSelection,
  askRepeat,
  askReplacement,
  distributeSelection,
  toggleMode,
} from '../canvas/operate-actions.ts';
import { askSaveBlock } from '../canvas/own-blocks.ts';
import { canvasOf } from '../canvas/store.ts';
import { wiresOf } from '../canvas/wire-state.ts';
import { once } from '../once.ts';
import { isRunning } from '../shell/step-state.ts';
import type { ActionId, CanvasKeyId } from './catalogue.ts';
import { focusBlockSearch } from './focus-search.ts';

const loadWeights = once(() => import('../training/load-weights.ts'));

export interface Action {
  readonly run: (app: App) => unknown;
  /** Whether there is anything to do now; without it there always is. */
  readonly isPossible?: (app: App) => boolean;
}

const hasLayers = ({ ui }: App): boolean => ui.getState().selection.size > 0;
const countItems = ({ ui }: App): number => ui.getState().selection.size + ui.getState().selectedNotes.size;
const hasItems = (app: App): boolean => countItems(app) > 0;
const hasSelection = (app: App): boolean => hasItems(app) || app.ui.getState().selectedEdges.size > 0;

const hasLayer = ({ ui }: App): boolean => ui.getState().selection.size === 1;

const align = (alignment: Alignment): Action => ({
  run: (app) => alignSelection(app, alignment),
  isPossible: (app) => countItems(app) > 1,
});
const distribute = (direction: Direction): Action => ({
  run: (app) => distributeSelection(app, direction),
  isPossible: (app) => countItems(app) > 2,
});

function leave(app: App): void {
  const { adding } = canvasOf(app).store.getState();
  const wires = wiresOf(app);
  if (adding) canvasOf(app).store.setState({ adding: null });
  else if (wires.getState().bend) wires.setState({ bend: null });
  else canvas.clearSelection(app);
}

/** What each action does, for shortcuts and the command palette alike. The arrow keys are the canvas's own (`canvasByKey`). */
export const actions: Readonly<Record<Exclude<ActionId, CanvasKeyId>, Action>> = {
  newNetwork: { run: ({ commands }) => commands.newNetwork() },
  open: { run: ({ projects }) => projects.open() },
  save: { run: ({ projects }) => projects.save() },
  saveAs: { run: ({ projects }) => projects.saveAs() },
  export: {
    run: ({ ui }) => ui.setState({ exportOpen: true }),
    isPossible: ({ analyses }) => analyses.getState().analysis.totals.layers > 0,
  },
  compare: { run: ({ dialogs }) => dialogs.setState({ open: 'compare' }) },
  home: { run: ({ projects }) => projects.home() },

  define: { run: ({ commands }) => commands.goTo('define') },
  compile: { run: ({ commands }) => commands.goTo('compile') },
  train: { run: ({ commands }) => commands.goTo('train') },
  evaluate: { run: ({ commands }) => commands.goTo('evaluate') },
  predict: { run: ({ commands }) => commands.goTo('predict') },
  viewData: { run: ({ commands }) => commands.showView('compile', 'data') },
  viewCharts: { run: ({ commands }) => commands.showView('train', 'charts') },
  viewInspect: { run: ({ commands }) => commands.showView('train', 'inspect') },
  viewRuns: { run: ({ commands }) => commands.showView('evaluate', 'runs') },
  run: { run: ({ commands }) => commands.train(), isPossible: ({ commands }) => commands.trainBlocked() === null },
  pause: {
    run: ({ training }) => training.togglePause(),
    isPossible: ({ session }) => isRunning(session.getState().session),
  },

  undo: { run: canvas.undo, isPossible: ({ documents }) => documents.getState().history.past.length > 0 },
  redo: { run: canvas.redo, isPossible: ({ documents }) => documents.getState().history.future.length > 0 },
  history: { run: ({ commands }) => commands.toggle('history') },
  cut: { run: canvas.cutSelection, isPossible: hasItems },
  copy: { run: canvas.copySelection, isPossible: hasItems },
  paste: { run: canvas.pasteClipboard },
  duplicate: { run: canvas.duplicateSelection, isPossible: hasItems },
  delete: { run: (app) => removeSelectedBend(app) || canvas.deleteSelection(app), isPossible: hasSelection },
  selectAll: { run: canvas.selectAll },
  leave: { run: leave },

  search: { run: ({ ui }) => focusBlockSearch(ui) },
  add: { run: canvas.openAdd },
  connect: { run: (app) => askWires(app, 'connect'), isPossible: hasLayer },
  disconnect: { run: (app) => askWires(app, 'disconnect'), isPossible: hasLayer },
  bend: { run: addBendInMiddle, isPossible: (app) => selectedWire(app) !== null },
  nextBend: { run: nextBend, isPossible: (app) => selectedWire(app)?.via !== undefined },
  dock: { run: toggleDock, isPossible: hasLayers },
  skip: { run: (app) => toggleMode(app, 'bypass'), isPossible: hasLayers },
  mute: { run: (app) => toggleMode(app, 'mute'), isPossible: hasLayers },
  freeze: { run: toggleFrozen, isPossible: canFreeze },
  freezeUpTo: { run: freezeUpTo, isPossible: hasLayers },
  bypass: { run: canvas.bypassSelection, isPossible: hasLayers },
  replace: { run: askReplacement, isPossible: hasLayer },
  repeat: { run: askRepeat, isPossible: hasLayers },
  alignLeft: align('left'),
  alignCenter: align('center'),
  alignRight: align('right'),
  alignTop: align('top'),
  alignMiddle: align('middle'),
  alignBottom: align('bottom'),
  distributeAcross: distribute('horizontal'),
  distributeDown: distribute('vertical'),
  group: { run: canvas.groupSelection, isPossible: hasLayers },
  collapse: {
    run: (app) => writeSelectedNote(app) || toggleCollapseSelection(app),
    isPossible: (app) => selectedNote(app) !== null || selectedGroup(app) !== null,
  },
  note: { run: (app) => addNote(app) },
  nextNote: {
    run: (app) => walkNotes(app, 1),
    isPossible: ({ documents }) => Object.keys(documents.getState().document.notes).length > 0,
  },
  ungroup: { run: ungroupSelection, isPossible: hasLayers },
  nameGroup: { run: nameSelectedGroup, isPossible: (app) => selectedGroup(app) !== null },
  saveBlock: { run: askSaveBlock, isPossible: hasLayers },
  selectCopies: { run: selectCopies, isPossible: haveCopies },
  nextFix: {
    run: canvas.nextFix,
    isPossible: ({ analyses }) => analyses.getState().analysis.problems.length > 0,
  },
  collapseAll: {
    run: (app) => canvas.collapseAll(app, true),
    isPossible: ({ documents }) =>
      Object.values(documents.getState().document.groups).some(({ collapsed }) => !collapsed),
  },
  openAll: {
    run: (app) => canvas.collapseAll(app, false),
    isPossible: ({ documents }) =>
      Object.values(documents.getState().document.groups).some(({ collapsed }) => collapsed),
  },
  layout: { run: (app) => canvas.autoLayout(app) },
  problems: { run: ({ commands }) => commands.toggleProblems() },

  fit: { run: (app) => canvas.fitNetwork(app) },
  fitSelection: { run: canvas.fitSelection },
  zoomIn: { run: canvas.zoomIn },
  zoomOut: { run: canvas.zoomOut },
  zoomReset: { run: canvas.zoomTo100 },

  palette: { run: ({ commands }) => commands.toggle('palette') },
  transfer: { run: ({ dialogs }) => dialogs.setState({ open: 'transfer' }) },
  loadWeights: { run: async (app) => (await loadWeights()).chooseWeights(app) },
  insertNetwork: { run: ({ dialogs }) => dialogs.setState({ open: 'insertNetwork', networkFile: null }) },
  generate: { run: ({ dialogs }) => dialogs.setState({ open: 'generate' }) },
  cost: { run: ({ dialogs }) => dialogs.setState({ open: 'cost' }) },
  sheet: { run: ({ commands }) => commands.toggle('shortcuts') },
};
