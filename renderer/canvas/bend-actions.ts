import i18next from 'i18next';
import { nearestLeg } from '../../src/core/document/bends.ts';
import { collapseOf } from '../../src/core/document/collapse.ts';
import type { Edge, Position } from '../../src/core/document/schema.ts';
import { maxBends } from '../../src/core/document/schema.ts';
import type { App } from '../app.ts';
import { select } from './edit-actions.ts';
import { bendsOf, rectOf, snapped } from './geometry.ts';
import { alignPoint } from './guides.ts';
import { canvasOf, isLive } from './store.ts';
import { wiresOf } from './wire-state.ts';

/* Bends of wires: each gesture is one undo step. Bends are counted among those that are seen. */

const edgeOf = (app: App, id: string): Edge | undefined => app.documents.getState().document.graph.edges[id];

const seenBends = (app: App, edge: Edge): readonly Position[] => bendsOf(app.documents.getState().document, edge) ?? [];

/** All bends of a wire with others in place of those that are seen: what lies behind cards stays. */
function withHidden(app: App, edge: Edge, next: readonly Position[]): readonly Position[] {
  const { via = [] } = edge;
  const seen = new Set(seenBends(app, edge));
  const first = via.findIndex((place) => seen.has(place));
  const last = via.findLastIndex((place) => seen.has(place));
  const { cardOf } = collapseOf(app.documents.getState().document.groups);
  if (last < 0) return cardOf.has(edge.source) ? [...via, ...next] : [...next, ...via];
  return [...via.slice(0, first), ...next, ...via.slice(last + 1)];
}

type Label = 'bend' | 'unbend' | 'moveBend' | 'straighten';

function put(app: App, edge: Edge, next: readonly Position[], label: Label, burst?: string): void {
  const via = { [edge.id]: withHidden(app, edge, next) };
  app.documents.dispatch(i18next.t(`define:undo.${label}`), {
    type: 'bend',
    via,
    ...(burst !== undefined && { burst }),
  });
}

/** From the bottom of what it leaves, through its bends, to the top of what it feeds. */
function wayOf(app: App, edge: Edge): readonly Position[] {
  const { document } = app.documents.getState();
  const from = rectOf(document, edge.source, isLive(app));
  const to = rectOf(document, edge.target, isLive(app));
  if (!from || !to) return [];
  const start = { x: from.x + from.width / 2, y: from.y + from.height };
  return [start, ...seenBends(app, edge), { x: to.x + to.width / 2, y: to.y }];
}

export function selectBend(app: App, edge: string, index: number): void {
  select(app, [], [edge]);
  wiresOf(app).setState({ bend: { edge, index } });
}

/** A bend where the wire was pressed; the wire goes on through the others in their order. */
export function addBend(app: App, id: string, at: Position): void {
  const edge = edgeOf(app, id);
  if (!edge || (edge.via ?? []).length >= maxBends) return;
  const index = nearestLeg(wayOf(app, edge), at);
  put(app, edge, seenBends(app, edge).toSpliced(index, 0, snapped(at)), 'bend');
  selectBend(app, id, index);
}

/** For the keyboard: in the middle of the longest part of the selected wire. */
export function addBendInMiddle(app: App): void {
  const edge = selectedWire(app);
  if (!edge) return;
  const way = wayOf(app, edge);
  const legs = way.slice(1).map((to, i) => ({ from: way[i] ?? to, to }));
  const [longest] = legs.sort((a, b) => lengthOf(b) - lengthOf(a));
  if (longest) addBend(app, edge.id, middleOf(longest));
}

interface Leg {
  readonly from: Position;
  readonly to: Position;
}

const lengthOf = ({ from, to }: Leg): number => Math.hypot(to.x - from.x, to.y - from.y);
const middleOf = ({ from, to }: Leg): Position => ({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });

/** The one wire that is selected, and nothing else with it. */
export function selectedWire(app: App): Edge | null {
  const { selection, selectedEdges } = app.ui.getState();
  const [only, ...more] = selectedEdges;
  return only === undefined || more.length > 0 || selection.size > 0 ? null : (edgeOf(app, only) ?? null);
}

export function removeBend(app: App, id: string, index: number): void {
  const edge = edgeOf(app, id);
  if (edge) put(app, edge, seenBends(app, edge).toSpliced(index, 1), 'unbend');
}

/** Takes the selected bend away; false where there is none. */
export function removeSelectedBend(app: App): boolean {
  const { bend } = wiresOf(app).getState();
  if (bend) removeBend(app, bend.edge, bend.index);
  return bend !== null;
}

/** The wire takes its own way again, behind cards too. */
export function straighten(app: App, id: string): void {
  app.documents.dispatch(i18next.t('define:undo.straighten'), { type: 'bend', via: { [id]: [] } });
}

export const isBent = (app: App, id: string): boolean => edgeOf(app, id)?.via !== undefined;

/** Selects the next bend of the selected wire, round and round. */
export function nextBend(app: App): void {
  const edge = selectedWire(app);
  const count = edge ? seenBends(app, edge).length : 0;
  const { bend } = wiresOf(app).getState();
  if (edge && count > 0) selectBend(app, edge.id, ((bend?.index ?? -1) + 1) % count);
}

/** Moves the selected bend; moves in a row are one undo step. */
export function nudgeBend(app: App, by: Position): boolean {
  const { bend } = wiresOf(app).getState();
  const edge = bend && edgeOf(app, bend.edge);
  const at = edge ? seenBends(app, edge)[bend.index] : undefined;
  if (!bend || !edge || !at) return false;
  const next = seenBends(app, edge).with(bend.index, { x: at.x + by.x, y: at.y + by.y });
  put(app, edge, next, 'moveBend', `${edge.id}:${bend.index}`);
  return true;
}

/** How near to its neighbours' lines a bend is drawn to them, px on the screen. */
const snapDistance = 6;

/**
 * A drag of a bend, or of a new one where `at` says where the wire was pressed. It snaps to the grid and to the lines of its
 * neighbours on the wire; `null` where the wire can have no more.
 */
export function startBendDrag(
  app: App,
  place: { readonly edge: string; readonly index: number } | { readonly edge: string; readonly at: Position },
) {
  const edge = edgeOf(app, place.edge);
  if (!edge) return null;
  const way = wayOf(app, edge);
  const seen = seenBends(app, edge);
  const isNew = 'at' in place;
  if (isNew && (edge.via ?? []).length >= maxBends) return null;
  const index = isNew ? nearestLeg(way, place.at) : place.index;
  const before = isNew ? seen.toSpliced(index, 0, snapped(place.at)) : seen;
  const neighbours = [way[index], way[isNew ? index + 1 : index + 2]].flatMap((point) => point ?? []);
  const store = wiresOf(app);
  let via = before;
  if (isNew) store.setState({ bending: { edge: edge.id, via } });
  return {
    to(point: Position, free: boolean) {
      const tolerance = free ? 0 : snapDistance / canvasOf(app).store.getState().viewport.zoom;
      const { at, guides } = alignPoint(snapped(point), neighbours, tolerance);
      via = before.with(index, at);
      store.setState({ bending: { edge: edge.id, via }, guides });
    },
    end() {
      if (via !== seen) put(app, edge, via, isNew ? 'bend' : 'moveBend');
      store.setState({ bending: null, guides: [] });
      selectBend(app, edge.id, index);
    },
    cancel() {
      store.setState({ bending: null, guides: [] });
    },
  };
}
