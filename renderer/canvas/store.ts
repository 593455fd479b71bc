import type { ReactFlowInstance } from '@xyflow/react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { canConnect } from '../../src/core/document/edit.ts';
import type { Note, Position, StrideDocument } from '../../src/core/document/schema.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import { type App, useApp } from '../app.ts';
import type { SessionState } from '../store/session.ts';
import { type Level, levelAt } from './fit.ts';
import { withFollowers } from './geometry.ts';
import { type CanvasEdge, type CanvasNode, createProjection } from './projection.ts';

export type Tool = 'select' | 'hand';

export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Whether a wire under the pointer may end at a node, and if not, why. */
export type Verdict = { readonly ok: true } | { readonly ok: false; readonly why: Problem };

export interface Wiring {
  /** The wire comes from this node's output, or goes to its input. */
  readonly node: string;
  readonly end: 'source' | 'target';
  readonly verdict: (other: string) => Verdict;
}

/** Where the list of layers to add is open: at a place of the canvas, for a wire, on a wire. */
export interface AddRequest {
  readonly at: Position | null;
  readonly from: string | null;
  readonly edge: string | null;
}

export interface CanvasState {
  readonly nodes: CanvasNode[];
  readonly edges: CanvasEdge[];
  readonly viewport: Viewport;
  /** Size of the canvas on the screen, px; 0 until it is mounted. */
  readonly size: { readonly width: number; readonly height: number };
  readonly overview: boolean;
  readonly level: Level;
  readonly tool: Tool;
  readonly wiring: Wiring | null;
  readonly adding: AddRequest | null;
  /** The layer for which another kind is looked for. */
  readonly replacing: string | null;
  readonly moving: ReadonlyMap<string, Position>;
  readonly dragging: boolean;
  readonly hoveredEdge: string | null;
  /** Wire under a block that is being dragged in from the palette. */
  readonly dropEdge: string | null;
  /** Which fix of the selected layer's problem is highlighted. */
  readonly fixIndex: number;
  readonly layout: 'idle' | 'running';
  /** The group that was selected last: where several hold the same layers, it is the one that is meant. */
  readonly group: string | null;
  /** The group whose name is being typed. */
  readonly naming: string | null;
  /** The note whose text is being typed. */
  readonly writing: string | null;
  /** A note as it is while it is resized, or has no text yet: in place of what the document has. */
  readonly draft: Note | null;
  /** It is being asked how many times the selection is to be repeated. */
  readonly repeating: boolean;
  /** It is being asked under what name the selection is to be kept as a block. */
  readonly savingBlock: boolean;
}

/** Zoom under which the canvas is drawn as an overview, with some hysteresis so that it does not flicker. */
export const overviewZoom = 0.6;
const hysteresis = 0.03;

export interface Canvas {
  readonly store: StoreApi<CanvasState>;
  /** React Flow, while the canvas is on the screen. */
  flow: ReactFlowInstance<CanvasNode, CanvasEdge> | null;
  /** Pointer's last place over the canvas, in canvas coordinates. */
  pointer: Position | null;
  /** Document that the viewport was fitted to. */
  fitted: string | null;
  setViewport(viewport: Viewport): void;
  setMoving(moving: ReadonlyMap<string, Position>, dragging: boolean): void;
  startWiring(node: string, end: 'source' | 'target'): void;
}

const canvases = new WeakMap<App, Canvas>();

/** The canvas of this app: one, which keeps its viewport while another step is on the screen. */
export function canvasOf(app: App): Canvas {
  const known = canvases.get(app);
  if (known) return known;
  const made = createCanvas(app);
  canvases.set(app, made);
  return made;
}

const nothingMoves: ReadonlyMap<string, Position> = new Map();

function createCanvas(app: App): Canvas {
  const project = createProjection();
  const notesIn = createNotesReader();
  const store = createStore<CanvasState>(() => ({
    nodes: [],
    edges: [],
    viewport: { x: 0, y: 0, zoom: 1 },
    size: { width: 0, height: 0 },
    overview: false,
    level: 'near',
    tool: 'select',
    wiring: null,
    adding: null,
    replacing: null,
    moving: nothingMoves,
    dragging: false,
    hoveredEdge: null,
    dropEdge: null,
    fixIndex: 0,
    layout: 'idle',
    group: null,
    naming: null,
    writing: null,
    draft: null,
    repeating: false,
    savingBlock: false,
  }));
  const refresh = (change: Partial<Pick<CanvasState, 'moving' | 'dragging'>> = {}) => {
    const { document } = app.documents.getState();
    const { selection, selectedEdges, selectedNotes } = app.ui.getState();
    const { moving, dragging, nodes, edges } = { ...store.getState(), ...change };
    const live = isLive(app);
    const notes = notesIn(document, store.getState().draft);
    const next = project({ document, selection, selectedEdges, notes, selectedNotes, moving, dragging, live });
    if (next.nodes !== nodes || next.edges !== edges) store.setState({ ...change, ...next });
    else if ('moving' in change) store.setState(change);
  };
  app.documents.subscribe((state, before) => {
    if (state.document.graph !== before.document.graph) forgetRemoved(app);
    if (state.document.notes !== before.document.notes) forgetRemovedNotes(app, store.getState().writing);
    if (state.id !== before.id) store.setState({ writing: null, draft: null });
    if (state.document !== before.document) refresh();
  });
  app.ui.subscribe((state, before) => {
    if (state.selection !== before.selection && store.getState().group !== null) store.setState({ group: null });
    if (
      state.selection !== before.selection ||
      state.selectedEdges !== before.selectedEdges ||
      state.selectedNotes !== before.selectedNotes ||
      state.step !== before.step ||
      state.paint !== before.paint
    )
      refresh();
  });
  store.subscribe((state, before) => {
    if (state.draft !== before.draft) refresh();
  });
  app.session.subscribe((state, before) => {
    if (isPainted(state) !== isPainted(before)) refresh();
  });
  refresh();
  return {
    store,
    flow: null,
    pointer: null,
    fitted: null,
    setViewport(viewport) {
      const { overview, level } = store.getState();
      const limit = overview ? overviewZoom + hysteresis : overviewZoom;
      store.setState({ viewport, overview: viewport.zoom < limit, level: levelAt(viewport.zoom, level) });
    },
    setMoving(moving, dragging) {
      const { document } = app.documents.getState();
      const all = withFollowers(document, moving, isLive(app));
      refresh({ moving: all.size === 0 ? nothingMoves : all, dragging });
    },
    startWiring(node, end) {
      store.setState({ wiring: { node, end, verdict: createVerdict(app, node, end) } });
    },
  };
}

/** What undo or another command removed is no longer selected. */
function forgetRemoved(app: App): void {
  const { nodes, edges } = app.documents.getState().document.graph;
  const { selection, selectedEdges } = app.ui.getState();
  const left = [...selection].filter((id) => Object.hasOwn(nodes, id));
  const leftEdges = [...selectedEdges].filter((id) => Object.hasOwn(edges, id));
  if (left.length < selection.size) app.ui.setState({ selection: new Set(left) });
  if (leftEdges.length < selectedEdges.size) app.ui.setState({ selectedEdges: new Set(leftEdges) });
}

/** One that is still being written may be empty for a while. */
function forgetRemovedNotes(app: App, writing: string | null): void {
  const { notes } = app.documents.getState().document;
  const { selectedNotes } = app.ui.getState();
  const left = [...selectedNotes].filter((id) => id === writing || Object.hasOwn(notes, id));
  if (left.length < selectedNotes.size) app.ui.setState({ selectedNotes: new Set(left) });
}

/** The notes that are shown: the same object while neither they nor the draft change. */
function createNotesReader(): (document: StrideDocument, draft: Note | null) => StrideDocument['notes'] {
  let last: readonly unknown[] = [];
  let shown: StrideDocument['notes'] = {};
  return ({ notes }, draft) => {
    if (last[0] !== notes || last[1] !== draft) shown = draft ? { ...notes, [draft.id]: draft } : notes;
    last = [notes, draft];
    return shown;
  };
}

const isEmpty = (byId: Readonly<Record<string, unknown>>): boolean => {
  for (const _ in byId) return false;
  return true;
};

const isPainted = ({ maps, figures }: Pick<SessionState, 'maps' | 'figures'>): boolean =>
  !isEmpty(maps) || !isEmpty(figures);

/** Learning is painted on the nodes: in Train, as soon as something of it was measured. */
export function isLive(app: App): boolean {
  const { step, paint } = app.ui.getState();
  return step === 'train' && paint !== 'off' && isPainted(app.session.getState());
}

/** Each node is judged when it is first seen, not all of them when a wire is picked up. */
function createVerdict(app: App, node: string, end: 'source' | 'target'): (other: string) => Verdict {
  const known = new Map<string, Verdict>();
  return (other) => {
    const old = known.get(other);
    if (old) return old;
    const { graph } = app.documents.getState().document;
    const { analysis } = app.analyses.getState();
    const checked =
      end === 'source' ? canConnect(graph, analysis, node, other) : canConnect(graph, analysis, other, node);
    const verdict: Verdict = checked.ok ? { ok: true } : { ok: false, why: checked.error };
    known.set(other, verdict);
    return verdict;
  };
}

export const useCanvas = <T>(select: (state: CanvasState) => T): T => useStore(canvasOf(useApp()).store, select);
