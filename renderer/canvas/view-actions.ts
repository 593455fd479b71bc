import type { Position } from '../../src/core/document/schema.ts';
import type { App } from '../app.ts';
import { openAround } from './collapse-actions.ts';
import { boundsOf, groupFrames, type Rect, rectOf } from './geometry.ts';
import { groupOfNodes } from './group-edit.ts';
import { canvasOf, isLive, type Viewport } from './store.ts';

export const minZoom = 0.05;
export const maxZoom = 2;

/** Room for the floating tools around a fitted network, px. */
const margins = { top: 64, right: 40, bottom: 56, left: 40 };
const duration = 320;

/** Milliseconds that a move of the canvas takes; none where the reader asked for less motion. */
const motion = (): number => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : duration);

function show(app: App, viewport: Viewport, animated: boolean): void {
  const canvas = canvasOf(app);
  if (canvas.flow) canvas.flow.setViewport(viewport, { duration: animated ? motion() : 0 });
  else canvas.setViewport(viewport);
}

function fitRect(app: App, rect: Rect, most: number, animated: boolean): void {
  const { width, height } = canvasOf(app).store.getState().size;
  if (width === 0 || height === 0) return;
  const free = { width: width - margins.left - margins.right, height: height - margins.top - margins.bottom };
  const zoom = Math.max(minZoom, Math.min(most, free.width / rect.width, free.height / rect.height));
  const x = margins.left + (free.width - rect.width * zoom) / 2 - rect.x * zoom;
  const y = margins.top + (free.height - rect.height * zoom) / 2 - rect.y * zoom;
  show(app, { x, y, zoom }, animated);
}

/** Around these layers and notes; around all of the network with its groups' frames where none are given. */
function boundsAround(app: App, ids?: ReadonlySet<string>, notes?: ReadonlySet<string>): Rect | null {
  const { document } = app.documents.getState();
  const live = isLive(app);
  const chosen = ids ? groupOfNodes(document.groups, ids, canvasOf(app).store.getState().group) : null;
  const frames = groupFrames(document, { live }).filter(({ group }) => !ids || group.id === chosen?.id);
  const nodes = [...(ids ?? Object.keys(document.graph.nodes))].flatMap((id) => rectOf(document, id, live) ?? []);
  const noted = Object.values(document.notes).filter(({ id }) => notes?.has(id) !== false);
  return boundsOf([...nodes, ...frames.map(({ rect }) => rect), ...noted]);
}

/** The whole network in view, at most at 100 %. */
export function fitNetwork(app: App, animated = true): void {
  const bounds = boundsAround(app);
  if (bounds) fitRect(app, bounds, 1, animated);
  else show(app, { x: 0, y: 0, zoom: 1 }, animated);
}

/** Brings a document that has just been opened into view, as soon as the canvas can. */
export function fitOpened(app: App): void {
  const canvas = canvasOf(app);
  const { id } = app.documents.getState();
  if (canvas.fitted === id || !canvas.flow || canvas.store.getState().size.width === 0) return;
  canvas.fitted = id;
  fitNetwork(app, false);
}

export function fitSelection(app: App): void {
  const { selection, selectedNotes } = app.ui.getState();
  const bounds = boundsAround(app, selection, selectedNotes);
  if (bounds) fitRect(app, bounds, 1.25, true);
  else fitNetwork(app);
}

/** Zooms around a point of the canvas, or around its middle. */
export function zoomTo(app: App, zoom: number, around?: Position): void {
  const { viewport, size } = canvasOf(app).store.getState();
  const next = Math.min(maxZoom, Math.max(minZoom, zoom));
  const middle = around ?? {
    x: (size.width / 2 - viewport.x) / viewport.zoom,
    y: (size.height / 2 - viewport.y) / viewport.zoom,
  };
  const screen = { x: middle.x * viewport.zoom + viewport.x, y: middle.y * viewport.zoom + viewport.y };
  show(app, { x: screen.x - middle.x * next, y: screen.y - middle.y * next, zoom: next }, true);
}

const zoomStep = 1.2;
export const zoomIn = (app: App): void => zoomTo(app, canvasOf(app).store.getState().viewport.zoom * zoomStep);
export const zoomOut = (app: App): void => zoomTo(app, canvasOf(app).store.getState().viewport.zoom / zoomStep);

/** Selects a layer and brings it to the middle of the canvas, large enough to be read. */
export function locate(app: App, id: string): void {
  openAround(app, id);
  app.ui.setState({ selection: new Set([id]), selectedEdges: new Set(), selectedNotes: new Set() });
  const rect = rectOf(app.documents.getState().document, id, isLive(app));
  if (rect) locateRect(app, rect);
}

/** Brings a place to the middle of the canvas, large enough to be read. */
export function locateRect(app: App, rect: Rect): void {
  const { viewport, size } = canvasOf(app).store.getState();
  const zoom = Math.max(viewport.zoom, 0.85);
  const x = size.width / 2 - (rect.x + rect.width / 2) * zoom;
  const y = size.height / 2 - (rect.y + rect.height / 2) * zoom;
  show(app, { x, y, zoom }, true);
}

/** Moves the canvas just enough that the layer can be seen. */
export function reveal(app: App, id: string): void {
  const rect = rectOf(app.documents.getState().document, id, isLive(app));
  if (rect) revealRect(app, rect);
}

/** Moves the canvas just enough that a place can be seen. */
export function revealRect(app: App, rect: Rect): void {
  const { viewport, size } = canvasOf(app).store.getState();
  if (size.width === 0) return;
  const left = rect.x * viewport.zoom + viewport.x;
  const top = rect.y * viewport.zoom + viewport.y;
  const right = left + rect.width * viewport.zoom;
  const bottom = top + rect.height * viewport.zoom;
  const dx = left < margins.left ? margins.left - left : Math.min(0, size.width - margins.right - right);
  const dy = top < margins.top ? margins.top - top : Math.min(0, size.height - margins.bottom - bottom);
  if (dx !== 0 || dy !== 0) show(app, { ...viewport, x: viewport.x + dx, y: viewport.y + dy }, true);
}
