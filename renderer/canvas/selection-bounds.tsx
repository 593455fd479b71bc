import { ViewportPortal } from '@xyflow/react';
import { useMemo } from 'react';
import { useApp } from '../app.ts';
import styles from './canvas.module.css';
import { boundsOf, grow } from './geometry.ts';
import { selectedGroup } from './group-actions.ts';
import type { CanvasNode } from './projection.ts';
import { type CanvasState, useCanvas } from './store.ts';

/** Dashes around all that is selected, where that is more than one thing and no group of its own. */
export function SelectionBounds() {
  const app = useApp();
  const read = useMemo(createReader, []);
  const bounds = useCanvas((s) => (selectedGroup(app) ? '' : read(s)));
  if (bounds === '') return null;
  const [x = 0, y = 0, width = 0, height = 0] = bounds.split(' ').map(Number);
  return (
    <ViewportPortal>
      <div className={styles.bounds} style={{ transform: `translate(${x}px, ${y}px)`, width, height }} />
    </ViewportPortal>
  );
}

/** Room between the dashes and what they are around, px. */
const room = 10;

/** As text, looked for again only when something on the canvas is another: not while it is only moved past. */
function createReader() {
  let last: readonly CanvasNode[] | null = null;
  let text = '';
  return ({ nodes }: CanvasState): string => {
    if (nodes === last) return text;
    last = nodes;
    const chosen = nodes.filter(({ selected }) => selected);
    const rects = chosen.map(({ position, width = 0, height = 0 }) => ({ ...position, width, height }));
    const bounds = rects.length > 1 ? boundsOf(rects) : null;
    const { x, y, width, height } = bounds ? grow(bounds, room) : { x: 0, y: 0, width: 0, height: 0 };
    text = bounds ? [x, y, width, height].join(' ') : '';
    return text;
  };
}
