import { type DragEvent, useMemo } from 'react';
import { type App, useApp } from '../app.ts';
import { addAt, addOnEdge } from './edit-actions.ts';
import { canvasOf } from './store.ts';

/** Type of a dragged palette block in the drag's data; its value is the kind. */
export const blockType = 'application/x-stride-block';

/** A block dropped on the canvas becomes a layer there; dropped on a wire, it goes between. */
export function useDrop() {
  const app = useApp();
  return useMemo(
    () => ({
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(blockType)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        const edge = edgeUnder(event);
        if (edge !== canvasOf(app).store.getState().dropEdge) canvasOf(app).store.setState({ dropEdge: edge });
      },
      onDragLeave: () => canvasOf(app).store.setState({ dropEdge: null }),
      onDrop: (event: DragEvent) => drop(app, event),
    }),
    [app],
  );
}

function drop(app: App, event: DragEvent): void {
  const kind = event.dataTransfer.getData(blockType);
  const canvas = canvasOf(app);
  canvas.store.setState({ dropEdge: null });
  if (kind === '' || !canvas.flow) return;
  event.preventDefault();
  const edge = edgeUnder(event);
  if (edge !== null) addOnEdge(app, kind, edge);
  else addAt(app, kind, canvas.flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
}

function edgeUnder(event: DragEvent): string | null {
  const element = document.elementFromPoint(event.clientX, event.clientY)?.closest('.react-flow__edge');
  return element?.getAttribute('data-id') ?? null;
}
