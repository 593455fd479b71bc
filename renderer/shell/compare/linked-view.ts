import { createStore } from 'zustand/vanilla';
import type { Position } from '../../../src/core/document/schema.ts';
import type { Rect } from '../../canvas/geometry.ts';
import { maxZoom, minZoom } from '../../canvas/view-actions.ts';
import { type Correspondence, corresponding, reversed } from './correspondence.ts';
import { middle, otherSide, type Side, sides } from './sides.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What each side shows: the place in its middle, and how large. */
interface Look {
  readonly at: Position;
  readonly zoom: number;
}

export interface LinkedState {
  readonly looks: Readonly<Record<Side, Look>>;
  readonly sizes: Readonly<Record<Side, Size>>;
  readonly linked: boolean;
}

/** Room around a fitted network, px. */
const margin = 28;

/** Least zoom at which a layer that is sought is shown: its name can be read. */
const readable = 0.8;

const nowhere: Look = { at: { x: 0, y: 0 }, zoom: 1 };
const noSize: Size = { width: 0, height: 0 };

/** Pan and zoom of both drawings; while they are linked, one follows the other. */
export function createLinkedView(bounds: Readonly<Record<Side, Rect>>, links: Correspondence) {
  const store = createStore<LinkedState>(() => ({
    looks: { left: nowhere, right: nowhere },
    sizes: { left: noSize, right: noSize },
    linked: true,
  }));
  const from: Readonly<Record<Side, Correspondence>> = { left: links, right: reversed(links) };
  const clamp = (zoom: number): number => Math.min(maxZoom, Math.max(minZoom, zoom));

  /** What the other side shows where this one is looked at. */
  const counterpart = (side: Side, { at, zoom }: Look): Look => {
    const { width, height } = store.getState().sizes[side];
    return { at: corresponding(from[side], at, Math.hypot(width, height) / 2 / zoom), zoom };
  };
  const look = (side: Side, next: Look): void => {
    const { looks, linked } = store.getState();
    const other = otherSide(side);
    store.setState({ looks: { ...looks, [side]: next, ...(linked ? { [other]: counterpart(side, next) } : {}) } });
  };
  const zoomToFit = (side: Side): number => {
    const { width, height } = store.getState().sizes[side];
    const room = { width: width - 2 * margin, height: height - 2 * margin };
    return clamp(Math.min(1, room.width / bounds[side].width, room.height / bounds[side].height));
  };
  const fitBoth = (): void => {
    const { linked } = store.getState();
    const least = Math.min(...sides.map(zoomToFit));
    const of = (side: Side): Look => ({ at: middle(bounds[side]), zoom: linked ? least : zoomToFit(side) });
    store.setState({ looks: { left: of('left'), right: of('right') } });
  };
  const zoomAt = (side: Side, factor: number, pointer?: Position): void => {
    const { looks, sizes } = store.getState();
    const { at, zoom } = looks[side];
    const next = clamp(zoom * factor);
    const { width, height } = sizes[side];
    // What is under the pointer stays there.
    const [dx, dy] = pointer ? [pointer.x - width / 2, pointer.y - height / 2] : [0, 0];
    look(side, { at: { x: at.x + dx / zoom - dx / next, y: at.y + dy / zoom - dy / next }, zoom: next });
  };

  return {
    ...store,
    fit: fitBoth,
    zoomAt,
    /** Zooms both where they are linked, else each by itself. */
    zoomBoth(factor: number): void {
      zoomAt('left', factor);
      if (!store.getState().linked) zoomAt('right', factor);
    },
    pan(side: Side, dx: number, dy: number): void {
      const { at, zoom } = store.getState().looks[side];
      look(side, { at: { x: at.x - dx / zoom, y: at.y - dy / zoom }, zoom });
    },
    /** Brings these places to the middle of their sides; of one side alone, the other shows what corresponds to it. */
    centre(places: Readonly<Record<Side, Position | null>>): void {
      const { looks } = store.getState();
      const zoom = clamp(Math.max(readable, looks.left.zoom, looks.right.zoom));
      const known = sides.find((side) => places[side] !== null);
      const at = known && places[known];
      if (!known || !at) return;
      const there = places[otherSide(known)];
      const own = { at, zoom };
      const other = there ? { at: there, zoom } : counterpart(known, own);
      store.setState({ looks: known === 'left' ? { left: own, right: other } : { left: other, right: own } });
    },
    /** The first sizes fit both networks; later ones keep what is in the middle there. */
    resize(side: Side, size: Size): void {
      const { sizes } = store.getState();
      const wasReady = isReady(sizes);
      const next = { ...sizes, [side]: size };
      store.setState({ sizes: next });
      if (!wasReady && isReady(next)) fitBoth();
    },
    setLinked(linked: boolean): void {
      store.setState({ linked });
      if (linked) look('left', store.getState().looks.left);
    },
    /** The place of the network that is drawn at a place of the side, px. */
    placeAt(side: Side, { x, y }: Position): Position {
      const { looks, sizes } = store.getState();
      const { at, zoom } = looks[side];
      const { width, height } = sizes[side];
      return { x: at.x + (x - width / 2) / zoom, y: at.y + (y - height / 2) / zoom };
    },
  };
}

const isReady = (sizes: Readonly<Record<Side, Size>>): boolean => sides.every((side) => sizes[side].width > 0);

export type LinkedView = ReturnType<typeof createLinkedView>;
