import { type MouseEvent, useRef } from 'react';
import type { Position } from '../../src/core/document/schema.ts';
import { type App, useApp } from '../app.ts';
import { select } from './edit-actions.ts';
import { contains, rectOf } from './geometry.ts';
import { canvasOf } from './store.ts';
import { zoomTo } from './view-actions.ts';

/** In the overview there are no nodes to press: a click selects the block drawn there, a double click zooms in on it. */
export function useOverviewPointer(overview: boolean) {
  const app = useApp();
  const pressed = useRef<Position | null>(null);
  return {
    onMouseDownCapture: (event: MouseEvent) => {
      pressed.current = { x: event.clientX, y: event.clientY };
    },
    onClick: (event: MouseEvent) => {
      const start = pressed.current;
      const moved = !start || Math.hypot(event.clientX - start.x, event.clientY - start.y) > 4;
      if (!overview || moved || !isPane(event)) return;
      const hit = blockAt(app, event);
      const keep = event.shiftKey || event.ctrlKey || event.metaKey ? app.ui.getState().selection : [];
      select(app, hit === null ? keep : [...keep, hit]);
    },
    onDoubleClick: (event: MouseEvent) => {
      if (!isPane(event)) return;
      const canvas = canvasOf(app);
      const at = canvas.flow?.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      if (at && overview) zoomTo(app, 1, at);
      else if (at) canvas.store.setState({ adding: { at, from: null, edge: null } });
    },
  };
}

const isPane = (event: MouseEvent): boolean =>
  event.target instanceof Element && event.target.classList.contains('react-flow__pane');

export function blockAt(app: App, event: { readonly clientX: number; readonly clientY: number }): string | null {
  const at = canvasOf(app).flow?.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
  if (!at) return null;
  const { document } = app.documents.getState();
  const ids = Object.keys(document.graph.nodes);
  return (
    ids.find((id) => {
      const rect = rectOf(document, id);
      return rect !== null && contains(rect, at);
    }) ?? null
  );
}
