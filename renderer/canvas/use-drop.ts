import { type DragEvent, useMemo } from 'react';
import { type Block, goesBetween, parseBlock } from '../../src/core/document/block.ts';
import type { Position } from '../../src/core/document/schema.ts';
import { type App, useApp } from '../app.ts';
import { addAt, addOnEdge } from './edit-actions.ts';
import { contains, nodeWidth } from './geometry.ts';
import { addBlockAt, addBlockOnEdge } from './insert-actions.ts';
import { canvasOf } from './store.ts';

/** Type of a dragged palette block in the drag's data; its value is the kind. */
export const blockType = 'application/x-stride-block';

/** Type of a dragged pattern or block of the user's own; its value is the text of a block file. */
export const ownBlockType = 'application/x-stride-own-block';
/** Also there where that block may be dropped on a wire: while it is dragged only types can be read. */
export const throughType = 'application/x-stride-through';

/** A block dropped on the canvas becomes a layer there; dropped on a wire, it goes between. */
export function useDrop() {
  const app = useApp();
  return useMemo(
    () => ({
      onDragOver: (event: DragEvent) => {
        const { types } = event.dataTransfer;
        if (!types.includes(blockType) && !types.includes(ownBlockType)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        const onWire = types.includes(blockType) || types.includes(throughType);
        const edge = onWire ? edgeUnder(event) : null;
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
  const block = parseBlock(event.dataTransfer.getData(ownBlockType));
  const canvas = canvasOf(app);
  canvas.store.setState({ dropEdge: null });
  if ((kind === '' && !block) || !canvas.flow) return;
  event.preventDefault();
  const edge = edgeUnder(event);
  const at = canvas.flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
  if (block) dropBlock(app, block, edge, at);
  else if (edge !== null) addOnEdge(app, kind, edge);
  else addAt(app, kind, at);
}

function dropBlock(app: App, block: Block, edge: string | null, at: Position): void {
  if (edge !== null && goesBetween(block)) addBlockOnEdge(app, block, edge);
  // The pointer holds it by the head of its first layer.
  else addBlockAt(app, block, { x: at.x - nodeWidth / 2, y: at.y - 14 });
}

/** The wire at the pointer, also under the ports and the button at its ends, which reach out; not one behind a layer. */
function edgeUnder(event: DragEvent): string | null {
  for (const element of document.elementsFromPoint(event.clientX, event.clientY)) {
    const edge = element.closest('.react-flow__edge')?.getAttribute('data-id');
    if (edge) return edge;
    const layer = element.closest('.react-flow__node')?.getBoundingClientRect();
    if (layer && contains(layer, { x: event.clientX, y: event.clientY })) return null;
  }
  return null;
}
