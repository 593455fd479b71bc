import type { Connection, EdgeChange, FinalConnectionState, NodeChange, OnConnectStartParams } from '@xyflow/react';
import { type MouseEvent as ReactMouseEvent, useMemo } from 'react';
import { collapseOf } from '../../src/core/document/collapse.ts';
import { docksOf } from '../../src/core/document/dock.ts';
import type { Position } from '../../src/core/document/schema.ts';
import { type App, useApp } from '../app.ts';
import { addBend } from './bend-actions.ts';
import { dropAt } from './dock-actions.ts';
import { connect, select } from './edit-actions.ts';
import { bottomOf, groupOfCard } from './geometry.ts';
import { noteOfCard } from './note-node.ts';
import type { CanvasEdge, CanvasNode } from './projection.ts';
import { type Snapping, snapPositions, startSnapping } from './snapping.ts';
import { type Canvas, canvasOf } from './store.ts';

/** What React Flow reports, turned into commands and selection. */
export function useFlowHandlers() {
  const app = useApp();
  return useMemo(() => createHandlers(app), [app]);
}

function createHandlers(app: App) {
  const canvas = canvasOf(app);
  let drag: Drag | null = null;
  const endDrag = () => {
    drag?.snapping.end();
    drag = null;
  };
  return {
    onNodeDragStart: (_: unknown, node: CanvasNode, nodes: CanvasNode[]) => {
      endDrag();
      drag = { snapping: startSnapping(app, idsOf(nodes)), lead: node.id };
    },
    onNodeDragStop: endDrag,
    onNodeClick: (event: ReactMouseEvent, { id }: CanvasNode) => {
      if (!event.shiftKey && !event.ctrlKey && !event.metaKey) selectAlone(app, id);
    },
    onEdgeDoubleClick: (event: ReactMouseEvent, { id }: CanvasEdge) => {
      const at = canvas.flow?.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
      if (at) addBend(app, id, at);
    },
    onNodesChange: (changes: NodeChange<CanvasNode>[]) => {
      moveNodes(app, canvas, changes, drag);
      const { selection, selectedNotes } = app.ui.getState();
      const selected = applySelection(selection, changes, (id) => layersOfCard(app, id));
      if (selected) app.ui.setState({ selection: selected });
      const notes = applySelection(selectedNotes, changes, (id) => noteOfCard(id) ?? []);
      if (notes) app.ui.setState({ selectedNotes: notes });
    },
    onEdgesChange: (changes: EdgeChange<CanvasEdge>[]) => {
      const selected = applySelection(app.ui.getState().selectedEdges, changes);
      if (selected) app.ui.setState({ selectedEdges: selected });
    },
    onConnectStart: (_: unknown, { nodeId, handleType }: OnConnectStartParams) => {
      if (nodeId && handleType) canvas.startWiring(nodeId, handleType);
    },
    onConnect: ({ source, target }: Connection) => {
      // Escape may have let go of the wire before the button was.
      if (canvas.store.getState().wiring) connect(app, source, target);
    },
    onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => endWiring(app, canvas, event, state),
    isValidConnection: ({ source, target }: { source: string; target: string }) => isAllowed(canvas, source, target),
  };
}

/** Wires whose shapes will not fit may be drawn: their error then comes with its fixes. */
function isAllowed(canvas: Canvas, source: string, target: string): boolean {
  const { wiring } = canvas.store.getState();
  if (!wiring) return false;
  const verdict = wiring.verdict(wiring.end === 'source' ? target : source);
  return verdict.ok || verdict.why.severity === 'warning';
}

interface Drag {
  readonly snapping: Snapping;
  /** The node under the pointer. */
  readonly lead: string;
}

const idsOf = (nodes: readonly CanvasNode[]): readonly string[] => nodes.map(({ id }) => id);

/** A press on one of several selected leaves that one; dragging it moves them all. */
function selectAlone(app: App, id: string): void {
  const { selection, selectedNotes, selectedEdges } = app.ui.getState();
  const note = noteOfCard(id);
  const layers = layersOfCard(app, id);
  const count = note === null ? layers.length : 1;
  if (selection.size + selectedNotes.size + selectedEdges.size > count)
    select(app, layers, [], note === null ? [] : [note]);
}

/** Positions stay out of the document until the drag ends: then they are one undo step. */
function moveNodes(app: App, canvas: Canvas, changes: readonly NodeChange<CanvasNode>[], drag: Drag | null): void {
  let moving: Map<string, Position> | null = null;
  let ended = false;
  for (const change of changes) {
    if (change.type !== 'position') continue;
    if (change.dragging === false) ended = true;
    if (!change.position) continue;
    moving ??= new Map();
    moving.set(change.id, change.position);
  }
  const { moving: before } = canvas.store.getState();
  const placed =
    moving && new Map([...before, ...(drag ? snapPositions(app, drag.snapping, moving, drag.lead) : moving)]);
  const last = placed ?? before;
  if (!ended) {
    if (placed) canvas.setMoving(placed, true);
    return;
  }
  dropAt(app, last);
  canvas.setMoving(new Map(), false);
}

/** The card of a collapsed group is selected with all of its layers. */
function layersOfCard(app: App, id: string): readonly string[] {
  if (noteOfCard(id) !== null) return [];
  const group = groupOfCard(id);
  if (group === null) return [id];
  return collapseOf(app.documents.getState().document.groups).layers.get(group) ?? [];
}

function applySelection(
  selection: ReadonlySet<string>,
  changes: readonly (NodeChange<CanvasNode> | EdgeChange<CanvasEdge>)[],
  meant: (id: string) => string | readonly string[] = (id) => id,
): ReadonlySet<string> | null {
  let next: Set<string> | null = null;
  for (const change of changes) {
    if (change.type !== 'select') continue;
    for (const id of [meant(change.id)].flat()) {
      if (selection.has(id) === change.selected) continue;
      next ??= new Set(selection);
      if (change.selected) next.add(id);
      else next.delete(id);
    }
  }
  return next;
}

/** A wire may be let go anywhere over a node, and over nothing, where the list of layers then opens. */
function endWiring(app: App, canvas: Canvas, event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
  const { wiring } = canvas.store.getState();
  canvas.store.setState({ wiring: null });
  if (!wiring || state.isValid) return;
  const at = 'clientX' in event ? event : event.changedTouches[0];
  const flow = canvas.flow;
  if (!at || !flow) return;
  const other = nodeUnder(at.clientX, at.clientY);
  if (other !== null) {
    const { document } = app.documents.getState();
    // Of a stack, the top takes wires and the bottom gives them.
    if (wiring.end === 'source') connect(app, wiring.node, docksOf(document).root.get(other) ?? other);
    else connect(app, bottomOf(document, other), wiring.node);
  } else if (wiring.end === 'source') {
    const place = flow.screenToFlowPosition({ x: at.clientX, y: at.clientY });
    canvas.store.setState({ adding: { at: place, from: wiring.node, edge: null } });
  }
}

/** The layer at a place of the screen; `null` also at a note and at the card of a collapsed group, which take no wires. */
export function nodeUnder(x: number, y: number): string | null {
  const id = document.elementFromPoint(x, y)?.closest('.react-flow__node')?.getAttribute('data-id') ?? null;
  return id === null || groupOfCard(id) !== null || noteOfCard(id) !== null ? null : id;
}
