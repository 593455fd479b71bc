import { type PointerEvent, useRef } from 'react';
import type { Position } from '../../src/core/document/schema.ts';
import { type App, useApp } from '../app.ts';
import { removeBend, startBendDrag } from './bend-actions.ts';
import { canvasOf } from './store.ts';
import { useWires } from './wire-state.ts';
import styles from './wires.module.css';

interface BendHandlesProps {
  readonly edge: string;
  readonly via: readonly Position[];
}

/** The bends of a wire that is selected or under the pointer: dragged they lead it elsewhere, pressed twice they go. */
export const BendHandles = ({ edge, via }: BendHandlesProps) =>
  via.map((at, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a bend is its place on the wire
    <BendHandle key={index} edge={edge} index={index} at={at} />
  ));

function BendHandle({ edge, index, at }: { readonly edge: string; readonly index: number; readonly at: Position }) {
  const app = useApp();
  const selected = useWires(({ bend }) => bend?.edge === edge && bend.index === index);
  const drag = useBendDrag(app);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer; by keyboard see `nextBend` and `nudgeBend`
    <g
      className={styles.bend}
      data-bend={index}
      data-selected={selected || undefined}
      onDoubleClick={(event) => {
        event.stopPropagation();
        removeBend(app, edge, index);
      }}
      {...drag((event) => (event.button === 0 ? startBendDrag(app, { edge, index }) : null))}
    >
      <circle className={styles.bendHit} cx={at.x} cy={at.y} r={14} />
      <circle className={styles.bendDot} cx={at.x} cy={at.y} r={5} />
    </g>
  );
}

/** With Alt held, a press on a wire makes a bend, which can be dragged on. */
export function useBendPress(edge: string) {
  const app = useApp();
  const drag = useBendDrag(app);
  return drag((event) => {
    if (event.button !== 0 || !event.altKey) return null;
    const at = placeOf(app, event);
    return at && startBendDrag(app, { edge, at });
  });
}

function placeOf(app: App, { clientX, clientY }: PointerEvent): Position | null {
  const { flow } = canvasOf(app);
  return flow?.screenToFlowPosition({ x: clientX, y: clientY }, { snapToGrid: false }) ?? null;
}

type Drag = NonNullable<ReturnType<typeof startBendDrag>>;

/** Nearer than this the pointer has pressed, not dragged, px. */
const threshold = 3;

function useBendDrag(app: App) {
  const drag = useRef<{ readonly drag: Drag; readonly x: number; readonly y: number } | null>(null);
  const finish = (how: 'end' | 'cancel') => {
    drag.current?.drag[how]();
    drag.current = null;
  };
  return (begin: (event: PointerEvent<SVGElement>) => Drag | null) => ({
    onPointerDown: (event: PointerEvent<SVGElement>) => {
      const begun = begin(event);
      if (!begun) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { drag: begun, x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent<SVGElement>) => {
      const { current } = drag;
      const at = current && placeOf(app, event);
      if (!current || !at) return;
      if (Math.hypot(event.clientX - current.x, event.clientY - current.y) < threshold) return;
      // With Alt the drag of a new bend began.
      current.drag.to(at, event.ctrlKey || event.metaKey);
    },
    onPointerUp: () => finish('end'),
    onPointerCancel: () => finish('cancel'),
  });
}
