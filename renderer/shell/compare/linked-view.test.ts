import { describe, expect, it } from 'vitest';
import type { PlacePair } from './correspondence.ts';
import { createLinkedView } from './linked-view.ts';

const size = { width: 500, height: 400 };

/** Two networks of a thousand by a thousand, the second one 2000 to the right. */
function view() {
  const bounds = { x: 0, y: 0, width: 1000, height: 1000 };
  const pairs: readonly PlacePair[] = [
    [
      { x: 500, y: 100 },
      { x: 2500, y: 100 },
    ],
    [
      { x: 500, y: 900 },
      { x: 2500, y: 900 },
    ],
  ];
  const middles = [
    { x: 500, y: 500 },
    { x: 2500, y: 500 },
  ] as const;
  const made = createLinkedView({ left: bounds, right: { ...bounds, x: 2000 } }, { middles, reach: 700, pairs });
  made.resize('left', size);
  made.resize('right', size);
  return made;
}

describe('createLinkedView', () => {
  it('fits both networks at one zoom as soon as both have a size', () => {
    const { looks } = view().getState();
    expect(looks.left.at).toEqual({ x: 500, y: 500 });
    expect(looks.right.at).toEqual({ x: 2500, y: 500 });
    expect(looks.right.zoom).toBe(looks.left.zoom);
    expect(1000 * looks.left.zoom).toBeLessThan(size.height);
    expect(1000 * looks.left.zoom).toBeGreaterThan(size.height / 2);
  });

  it('moves and zooms one side with the other while they are linked', () => {
    const made = view();
    made.zoomAt('right', 2, { x: 250, y: 200 });
    made.pan('right', 30, -60);
    const { left, right } = made.getState().looks;
    expect(left.zoom).toBe(right.zoom);
    expect(right.at.x - left.at.x).toBeCloseTo(2000, 6);
    expect(right.at.y).toBeCloseTo(left.at.y, 6);
    made.setLinked(false);
    made.pan('left', 100, 0);
    expect(made.getState().looks.right).toEqual(right);
    made.setLinked(true);
    const linked = made.getState().looks;
    expect(linked.right.at.x - linked.left.at.x).toBeCloseTo(2000, 6);
  });

  it('keeps the place under the pointer where it is', () => {
    const made = view();
    const pointer = { x: 90, y: 333 };
    const before = made.placeAt('left', pointer);
    made.zoomAt('left', 1.7, pointer);
    const after = made.placeAt('left', pointer);
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  });

  it('centres a pair exactly, and where one is missing shows what corresponds', () => {
    const made = view();
    made.centre({ left: { x: 500, y: 100 }, right: { x: 2222, y: 777 } });
    expect(made.getState().looks.left.at).toEqual({ x: 500, y: 100 });
    expect(made.getState().looks.right.at).toEqual({ x: 2222, y: 777 });
    made.centre({ left: null, right: { x: 2500, y: 900 } });
    expect(made.getState().looks.right.at).toEqual({ x: 2500, y: 900 });
    expect(made.getState().looks.left.at.x).toBeCloseTo(500, 6);
    expect(made.getState().looks.left.zoom).toBe(made.getState().looks.right.zoom);
  });
});
