import { metrics } from '../build/blocks.ts';
import { collapseOf } from '../document/collapse.ts';
import { nodesWithin } from '../document/groups.ts';
import { notesInOrder } from '../document/notes.ts';
import type { Note, Position, StrideDocument } from '../document/schema.ts';
import { cardRect, groupFrames, grow, type Rect, rectOf } from './geometry.ts';

/** Ids of the notes that lie wholly inside the frame of a group: they are selected, moved and copied with it. */
export function notesInGroup(document: StrideDocument, group: string): readonly string[] {
  const notes = Object.values(document.notes);
  if (notes.length === 0) return [];
  const frame = groupFrames(document).find((one) => one.group.id === group)?.rect;
  return frame ? notes.filter((note) => holds(frame, note)).map(({ id }) => id) : [];
}

/**
 * Where notes go when the layers are arranged anew: each keeps its place beside the layer that it was nearest to, one inside
 * a group's frame beside the nearest layer of that group. A note that covered no layer before covers none after.
 *
 * @param moved the document with its layers in their new places, and its notes where they were.
 */
export function notesFollowing(document: StrideDocument, moved: StrideDocument): Readonly<Record<string, Position>> {
  const before = cards(document);
  const after = cards(moved);
  const taken = [...after.values()];
  const places: Record<string, Position> = {};
  for (const note of notesInOrder(document)) {
    const anchor = nearest(before, note, layersAround(document, note));
    const [from, to] = [before.get(anchor ?? ''), after.get(anchor ?? '')];
    if (!from || !to) continue;
    const wanted = { ...rectOfNote(note), x: note.x + to.x - from.x, y: note.y + to.y - from.y };
    const lies = [...before.values()].some((rect) => overlap(rect, note));
    const place = lies ? wanted : freeNear(wanted, taken);
    taken.push(place);
    if (place.x !== note.x || place.y !== note.y) places[note.id] = { x: place.x, y: place.y };
  }
  return places;
}

/** What is drawn of layers: each where it is seen, those behind a card as the card. */
function cards(document: StrideDocument): ReadonlyMap<string, Rect> {
  const { cardOf, layers } = collapseOf(document.groups);
  const all = new Map<string, Rect>();
  for (const id of Object.keys(document.graph.nodes)) {
    const rect = cardOf.has(id) ? null : rectOf(document, id);
    if (rect) all.set(id, rect);
  }
  for (const [group, [first]] of layers) {
    const rect = cardRect(document, group);
    if (rect && first !== undefined) all.set(first, rect);
  }
  return all;
}

/** The layers of the innermost group whose frame holds the note; `null` outside of all. */
function layersAround(document: StrideDocument, note: Note): ReadonlySet<string> | null {
  const around = groupFrames(document).findLast(({ rect }) => holds(rect, note));
  return around ? new Set(nodesWithin(document.groups).get(around.group.id)) : null;
}

function nearest(rects: ReadonlyMap<string, Rect>, note: Note, among: ReadonlySet<string> | null): string | null {
  let best: { readonly id: string; readonly far: number } | null = null;
  for (const [id, rect] of rects) {
    const far = distance(rect, note);
    if ((!among || among.has(id)) && (!best || far < best.far)) best = { id, far };
  }
  return best?.id ?? null;
}

/** The place that is wanted where it is free, else the nearest free one on rings around it. */
function freeNear(wanted: Rect, taken: readonly Rect[]): Rect {
  const step = 5 * metrics.grid;
  const isFree = (rect: Rect) => !taken.some((other) => overlap(grow(other, metrics.grid), rect));
  for (let ring = 0; ring < 200; ring++) {
    for (const [x, y] of directions) {
      const place = { ...wanted, x: wanted.x + x * ring * step, y: wanted.y + y * ring * step };
      if (isFree(place)) return place;
    }
  }
  return wanted;
}

/** Right and left first: networks run downwards. */
const directions = [
  [1, 0],
  [-1, 0],
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
  [0, 1],
  [0, -1],
] as const;

const rectOfNote = ({ x, y, width, height }: Note): Rect => ({ x, y, width, height });

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const holds = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** Between the nearest points of two rectangles; 0 where they overlap. */
function distance(a: Rect, b: Rect): number {
  const x = Math.max(0, a.x - b.x - b.width, b.x - a.x - a.width);
  const y = Math.max(0, a.y - b.y - b.height, b.y - a.y - a.height);
  return Math.hypot(x, y);
}
