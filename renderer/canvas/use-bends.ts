import { useShallow } from 'zustand/react/shallow';
import type { Position, StrideDocument } from '../../src/core/document/schema.ts';
import { useApp } from '../app.ts';
import { rectOf } from './geometry.ts';
import type { CanvasEdge } from './projection.ts';
import { useCanvas } from './store.ts';
import { useWires } from './wire-state.ts';

/** The bends that a wire is drawn through now: under the pointer, on their way with both ends, else as the document has them. */
export function useBends(id: string, data: CanvasEdge['data']): readonly Position[] | undefined {
  const { documents } = useApp();
  const bending = useWires((s) => (s.bending?.edge === id ? s.bending.via : null));
  const by = useCanvas(
    useShallow(({ moving }) =>
      data?.via && moving.size > 0 ? shiftOf(documents.getState().document, moving, data) : null,
    ),
  );
  if (bending) return bending;
  return by && data?.via ? data.via.map(({ x, y }) => ({ x: x + by.x, y: y + by.y })) : data?.via;
}

/** How far both ends are moved, where they are moved alike. */
function shiftOf(
  document: StrideDocument,
  moving: ReadonlyMap<string, Position>,
  { from, to }: { readonly from: string; readonly to: string },
): Position | null {
  const [a, b] = [from, to].map((end) => {
    const [was, is] = [rectOf(document, end), moving.get(end)];
    return was && is ? { x: is.x - was.x, y: is.y - was.y } : null;
  });
  return a && b && a.x === b.x && a.y === b.y ? a : null;
}
