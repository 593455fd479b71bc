import type { Position } from '../../../src/core/document/schema.ts';
import type { LinkedView } from './linked-view.ts';
import type { Side } from './sides.ts';

/** Farther than this, px, a press is a drag. */
const clickDistance = 4;

/** Pointer and wheel over one drawing: a drag moves, the wheel zooms, a click is a click on a place of the network. */
export function listenToDrawing(
  element: HTMLElement,
  view: LinkedView,
  side: Side,
  onClick: (at: Position) => void,
): { readonly destroy: () => void } {
  let last: Position | null = null;
  let moved = 0;
  const placeIn = (event: MouseEvent): Position => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const down = (event: PointerEvent): void => {
    if (event.button > 1) return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    last = placeIn(event);
    moved = 0;
  };
  const move = (event: PointerEvent): void => {
    if (!last) return;
    const at = placeIn(event);
    const [dx, dy] = [at.x - last.x, at.y - last.y];
    moved += Math.hypot(dx, dy);
    if (moved <= clickDistance) return;
    view.pan(side, dx, dy);
    last = at;
  };
  const up = (event: PointerEvent): void => {
    if (last && moved <= clickDistance && event.button === 0) onClick(view.placeAt(side, placeIn(event)));
    last = null;
  };
  const cancel = (): void => {
    last = null;
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    // As React Flow turns the wheel: lines and pages count for more, a pinch for ten times as much.
    const size = event.deltaMode === 1 ? 0.05 : event.deltaMode === 2 ? 1 : 0.002;
    view.zoomAt(side, 2 ** (-event.deltaY * size * (event.ctrlKey ? 10 : 1)), placeIn(event));
  };
  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', cancel);
  element.addEventListener('wheel', wheel, { passive: false });
  return {
    destroy() {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', cancel);
      element.removeEventListener('wheel', wheel);
    },
  };
}
