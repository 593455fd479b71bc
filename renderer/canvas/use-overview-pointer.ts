import { type MouseEvent, useRef } from 'react';
import type { Group, Position } from '../../src/core/document/schema.ts';
import { type App, useApp } from '../app.ts';
import { select } from './edit-actions.ts';
import { contains, groupFrames, headerAt, rectOf } from './geometry.ts';
import { selectGroup } from './group-actions.ts';
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
      const several = event.shiftKey || event.ctrlKey || event.metaKey;
      const keep = several ? app.ui.getState().selection : [];
      const group = hit === null ? headerAtEvent(app, event) : null;
      const note = hit === null ? noteAt(app, event) : null;
      if (note !== null) select(app, keep, [], [...(several ? app.ui.getState().selectedNotes : []), note]);
      else if (group) selectGroup(app, group.id);
      else select(app, hit === null ? keep : [...keep, hit]);
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

interface Place {
  readonly clientX: number;
  readonly clientY: number;
}

const flowPlace = (app: App, { clientX, clientY }: Place): Position | undefined =>
  canvasOf(app).flow?.screenToFlowPosition({ x: clientX, y: clientY }, { snapToGrid: false });

/** The group whose header is drawn there in the overview. */
export function headerAtEvent(app: App, event: Place): Group | null {
  const at = canvasOf(app).store.getState().overview ? flowPlace(app, event) : undefined;
  return at ? headerAt(groupFrames(app.documents.getState().document), at) : null;
}

/** The note that is drawn there, the one on top where several are. */
export function noteAt(app: App, event: Place): string | null {
  const at = flowPlace(app, event);
  const notes = Object.values(app.documents.getState().document.notes);
  return (at && notes.findLast((note) => contains(note, at))?.id) ?? null;
}

export function blockAt(app: App, event: Place): string | null {
  const at = flowPlace(app, event);
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
