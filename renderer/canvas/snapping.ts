import { collapseOf } from '../../src/core/document/collapse.ts';
import { docksOf } from '../../src/core/document/dock.ts';
import type { Position, StrideDocument } from '../../src/core/document/schema.ts';
import type { App } from '../app.ts';
import { boundsOf, cardId, cardRect, grow, overlaps, type Rect, rectOf, withFollowers } from './geometry.ts';
import { alignBox } from './guides.ts';
import { drawnRect } from './projection.ts';
import { canvasOf, isLive } from './store.ts';
import { wiresOf } from './wire-state.ts';

/** How near to a line something is drawn to it, px on the screen. */
const snapDistance = 6;

export interface Snapping {
  /** What is dragged, moved by this much, and a little further to where it lines up with others; shows the helper lines. */
  by(by: Position): Position;
  /** The drag is over. */
  end(): void;
}

/**
 * Helper lines for a drag of these nodes: what is in sight is looked up once, when it begins, so that an event costs the
 * same however large the network is. Ctrl or Alt, held while dragging, switches them off.
 *
 * @param frame what lines up, where it is more than the nodes: a group's frame.
 */
export function startSnapping(app: App, ids: Iterable<string>, frame: Rect | null = null): Snapping {
  const { document } = app.documents.getState();
  const live = isLive(app);
  const { viewport, size } = canvasOf(app).store.getState();
  const held = new Map([...ids].map((id) => [id, placeOf(document, id, live)]));
  const moved = new Set(withFollowers(document, held, live).keys());
  const box = frame ?? boundsOf([...moved].flatMap((id) => drawnRect(document, id, live) ?? []));
  const view = { x: -viewport.x, y: -viewport.y, width: size.width, height: size.height };
  const seen = grow(scaled(view, 1 / viewport.zoom), size.width / 4 / viewport.zoom);
  const others = box ? standing(document, moved, live).filter((rect) => overlaps(rect, seen)) : [];
  const off = watchModifiers();
  const store = wiresOf(app);
  return {
    by(by) {
      const { zoom } = canvasOf(app).store.getState().viewport;
      if (!box) return by;
      const tolerance = off.held() ? 0 : snapDistance / zoom;
      const { dx, dy, guides } = alignBox({ ...box, x: box.x + by.x, y: box.y + by.y }, others, tolerance);
      if (guides.length + store.getState().guides.length > 0) store.setState({ guides });
      return { x: Math.round(by.x + dx), y: Math.round(by.y + dy) };
    },
    end() {
      off.end();
      if (store.getState().guides.length > 0) store.setState({ guides: [] });
    },
  };
}

/** Positions as React Flow reports them, drawn to the lines; what is not dragged stays as it is. */
export function snapPositions(
  app: App,
  snapping: Snapping,
  moving: ReadonlyMap<string, Position>,
  lead: string,
): ReadonlyMap<string, Position> {
  const at = moving.get(lead);
  if (!at) return moving;
  const from = placeOf(app.documents.getState().document, lead, isLive(app));
  const raw = { x: at.x - from.x, y: at.y - from.y };
  const by = snapping.by(raw);
  const [dx, dy] = [by.x - raw.x, by.y - raw.y];
  return new Map([...moving].map(([id, { x, y }]) => [id, { x: x + dx, y: y + dy }]));
}

const placeOf = (document: StrideDocument, id: string, live: boolean): Position => {
  const { x, y } = drawnRect(document, id, live) ?? { x: 0, y: 0 };
  return { x, y };
};

const scaled = ({ x, y, width, height }: Rect, by: number): Rect => ({
  x: x * by,
  y: y * by,
  width: width * by,
  height: height * by,
});

/** What stays where it is: layers with their strips as one, and the cards of collapsed groups. */
function standing(document: StrideDocument, moved: ReadonlySet<string>, live: boolean): readonly Rect[] {
  const { root, strips } = docksOf(document);
  const { cardOf, layers } = collapseOf(document.groups);
  const stacks = Object.keys(document.graph.nodes).flatMap((id) => {
    if (moved.has(id) || root.has(id) || cardOf.has(id)) return [];
    const parts = [id, ...(strips.get(id) ?? [])].filter((part) => !moved.has(part));
    return boundsOf(parts.flatMap((part) => rectOf(document, part, live) ?? [])) ?? [];
  });
  const cards = [...layers.keys()].flatMap((group) =>
    moved.has(cardId(group)) ? [] : (cardRect(document, group) ?? []),
  );
  return [...stacks, ...cards];
}

/** Whether Ctrl or Alt is held, as of the last event. */
function watchModifiers() {
  let isHeld = false;
  const follow = (event: PointerEvent | KeyboardEvent) => {
    isHeld = event.ctrlKey || event.altKey || event.metaKey;
  };
  // Before React Flow hears of the same move.
  const options = { capture: true } as const;
  const kinds = ['pointermove', 'keydown', 'keyup'] as const;
  for (const kind of kinds) window.addEventListener(kind, follow, options);
  return {
    held: () => isHeld,
    end: () => {
      for (const kind of kinds) window.removeEventListener(kind, follow, options);
    },
  };
}
