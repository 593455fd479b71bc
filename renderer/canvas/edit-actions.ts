import i18next from 'i18next';
import { applyCommands, type Command } from '../../src/core/document/commands.ts';
import { docksOf } from '../../src/core/document/dock.ts';
import { canConnect, newEdge, newNode } from '../../src/core/document/edit.ts';
import type { Edge, Graph, LayerNode, Position, StrideDocument } from '../../src/core/document/schema.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import type { Fix } from '../../src/core/problems/problem.ts';
import type { App } from '../app.ts';
import { fixText, layerText } from '../i18n/core-text.ts';
import { bottomOf, freePlace, heightOf, nodeWidth, placeBelow, rectOf, stripHeight } from './geometry.ts';
import { canvasOf } from './store.ts';
import { reveal } from './view-actions.ts';
import { clearPlace, makeRoom, placeOnEdge } from './wire-place.ts';

/* Changes that need to know where or what: each is one undo step. */

const titleOf = (app: App, kind: string): string => layerText(kind, app.ui.getState().locale).title;

export function select(
  app: App,
  nodes: Iterable<string>,
  edges: Iterable<string> = [],
  notes: Iterable<string> = [],
): void {
  app.ui.setState({ selection: new Set(nodes), selectedEdges: new Set(edges), selectedNotes: new Set(notes) });
}

function addNode(app: App, node: LayerNode, ...commands: readonly Command[]): void {
  app.documents.dispatch(i18next.t('define:undo.add', { name: titleOf(app, node.kind) }), ...commands);
  select(app, [node.id]);
  reveal(app, node.id);
}

/** A layer at a place of the canvas, on its own or fed by `from`. */
export function addAt(app: App, kind: string, at: Position, from: string | null = null): void {
  const { document } = app.documents.getState();
  const node = newNode(document, kind);
  const height = heightOf(node, false);
  const position = freePlace(document, { x: at.x - nodeWidth / 2, y: at.y - 14 }, height);
  const edges = from && takesInput(kind) ? [newEdge(document.graph, from, node.id, 0)] : [];
  addNode(app, node, { type: 'add', nodes: [node], edges, positions: { [node.id]: position } });
}

/** A layer on a wire; what comes after it moves down to make room. */
export function addOnEdge(app: App, kind: string, edgeId: string): void {
  const { document } = app.documents.getState();
  const edge = document.graph.edges[edgeId];
  if (!edge || !takesInput(kind)) return;
  const node = newNode(document, kind);
  const wanted = placeOnEdge(document, edge);
  const source = rectOf(document, edge.source);
  // A strip takes its room right under what feeds it.
  const docks = node.docked === true && outgoing(document.graph, edge.source).length === 1;
  const height = docks ? stripHeight : heightOf(node, false);
  const top = docks && source ? { x: wanted.x, y: source.y + source.height } : wanted;
  const room = makeRoom(document, edge, top, height);
  const position = docks ? wanted : clearPlace(applyCommands(document, room), edge, wanted, height);
  addNode(app, node, ...room, { type: 'insertOnEdge', edge: edgeId, node, position });
}

/**
 * A layer after the one that is selected and its strips, else at the network's end: in between where that one feeds a single layer,
 * below it otherwise. With nothing to come after, in the middle of the view.
 */
export function addAfterSelection(app: App, kind: string, selected = lastLayer(app)): void {
  const { document } = app.documents.getState();
  if (selected === null || !takesInput(kind)) {
    addAt(app, kind, emptyMiddle(app));
    return;
  }
  // Between strips there is room for another strip only.
  const between = layerOf(kind)?.docks === true && docksOf(document).root.has(selected);
  const after = between ? selected : bottomOf(document, selected);
  const [only, ...more] = outgoing(document.graph, after);
  if (only && more.length === 0) {
    addOnEdge(app, kind, only.id);
    return;
  }
  const node = newNode(document, kind);
  const position = placeBelow(document, after, heightOf(node, false));
  const edge = newEdge(document.graph, after, node.id, 0);
  addNode(app, node, { type: 'add', nodes: [node], edges: [edge], positions: { [node.id]: position } });
}

const takesInput = (kind: string): boolean => layerOf(kind)?.arity.max !== 0;

const outgoing = (graph: Graph, id: string): Edge[] => Object.values(graph.edges).filter((edge) => edge.source === id);

/** The selected layer, or the end of the network where there is exactly one. */
export function lastLayer(app: App, selection = app.ui.getState().selection): string | null {
  const [only, ...more] = selection;
  if (only !== undefined && more.length === 0) return only;
  if (only !== undefined) return null;
  const { outputIds, inputIds } = app.analyses.getState().analysis;
  const ends = outputIds.length > 0 ? outputIds : inputIds;
  return ends.length === 1 ? (ends[0] ?? null) : null;
}

function emptyMiddle(app: App): Position {
  const { viewport, size } = canvasOf(app).store.getState();
  return { x: (size.width / 2 - viewport.x) / viewport.zoom, y: (size.height / 3 - viewport.y) / viewport.zoom };
}

/** What draws a wire where it may go, also where the shapes will not fit: that error comes with its fixes. */
export function connectCommand(app: App, source: string, target: string): Command | null {
  const { graph } = app.documents.getState().document;
  const checked = canConnect(graph, app.analyses.getState().analysis, source, target);
  if (!checked.ok && checked.error.severity === 'error') return null;
  const port = checked.ok ? checked.value.port : freePort(graph, target);
  return { type: 'connect', edge: newEdge(graph, source, target, port) };
}

export function connect(app: App, source: string, target: string): boolean {
  const command = connectCommand(app, source, target);
  if (command) {
    const { document } = app.documents.getState();
    app.documents.dispatch(i18next.t('define:undo.connect'), command, ...undocked(document, command));
  }
  return command !== null;
}

/** A strip whose layer now feeds something else too is a card again: it gets a place of its own below. */
function undocked(document: StrideDocument, command: Command): readonly Command[] {
  const after = applyCommands(document, [command]);
  const { above } = docksOf(document);
  const left = [...above].filter(([strip]) => !docksOf(after).above.has(strip));
  if (left.length === 0) return [];
  const positions: Record<string, Position> = {};
  for (const [strip, host] of left) {
    const node = after.graph.nodes[strip];
    if (node) positions[strip] = placeBelow(after, host, heightOf(node, false));
  }
  return [{ type: 'dock', nodes: left.map(([strip]) => strip), docked: false, positions }];
}

function freePort(graph: Graph, target: string): number {
  const node = graph.nodes[target];
  if (node && layerOf(node.kind)?.arity.max === 1) return 0;
  return Object.values(graph.edges).filter((edge) => edge.target === target).length;
}

export function applyFix(app: App, fix: Fix): void {
  const { document } = app.documents.getState();
  app.documents.dispatch(fixText(fix, app.ui.getState().locale), ...placed(document, fix.commands));
  const added = Object.keys(app.documents.getState().document.graph.nodes).filter(
    (id) => !Object.hasOwn(document.graph.nodes, id),
  );
  if (added.length > 0) select(app, added);
}

/** The commands of a fix with room made for the layers it puts on wires, one after the other. */
export function placed(document: StrideDocument, commands: readonly Command[]): readonly Command[] {
  let current = document;
  return commands.flatMap((command) => {
    const edge = command.type === 'insertOnEdge' ? current.graph.edges[command.edge] : undefined;
    let mine: readonly Command[] = [command];
    if (edge && command.type === 'insertOnEdge') {
      const height = heightOf(command.node, false);
      const wanted = placeOnEdge(current, edge);
      const room = makeRoom(current, edge, wanted, height);
      mine = [...room, { ...command, position: clearPlace(applyCommands(current, room), edge, wanted, height) }];
    }
    current = applyCommands(current, mine);
    return mine;
  });
}

export function moveTo(
  app: App,
  positions: Readonly<Record<string, Position>>,
  notes: Readonly<Record<string, Position>> = {},
): void {
  const count = Object.keys(positions).length + Object.keys(notes).length;
  app.documents.dispatch(
    i18next.t('define:undo.move', { count }),
    { type: 'move', positions },
    { type: 'placeNotes', places: notes },
  );
}
