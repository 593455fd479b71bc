import { expect, test } from 'vitest';
import type { Rect } from './geometry.ts';
import { alignBox, alignPoint } from './guides.ts';

const card = (x: number, y: number, width = 180, height = 84): Rect => ({ x, y, width, height });
const lines = (box: Rect, others: readonly Rect[]) => alignBox(box, others, 6).guides;

test('a card near the line of another is drawn to it, and the line joins both', () => {
  const found = alignBox(card(104, 300), [card(100, 0)], 6);
  expect(found).toMatchObject({ dx: -4, dy: 0 });
  expect(found.guides).toEqual([{ kind: 'line', axis: 'x', at: 190, from: 0, to: 384 }]);
});

test('edges line up with edges where sizes differ', () => {
  expect(lines(card(100, 300, 200), [card(100, 0)])).toMatchObject([{ axis: 'x', at: 100 }]);
  expect(lines(card(80, 300, 200), [card(100, 0)])).toMatchObject([{ axis: 'x', at: 280 }]);
  expect(lines(card(90, 300, 200), [card(100, 0)])).toMatchObject([{ axis: 'x', at: 190 }]);
});

test('tops, middles and bottoms line up across', () => {
  expect(alignBox(card(400, 2, 180, 56), [card(0, 0)], 6)).toMatchObject({ dx: 0, dy: -2 });
  expect(alignBox(card(400, 15, 180, 56), [card(0, 0)], 6)).toMatchObject({ dy: -1 });
  expect(alignBox(card(400, 31, 180, 56), [card(0, 0)], 6)).toMatchObject({ dy: -3 });
});

test('nothing is drawn to what is further away, nor with no distance at all', () => {
  expect(alignBox(card(107, 300), [card(100, 0)], 6)).toEqual({ dx: 0, dy: 0, guides: [] });
  expect(alignBox(card(100, 300), [card(100, 0)], 0).guides).toEqual([]);
});

test('between two others the gaps become equal', () => {
  const [above, below] = [card(100, 0), card(100, 400)];
  const found = alignBox(card(100, 203, 180, 84), [above, below], 6);
  expect(found.dy).toBe(-3);
  const gaps = found.guides.filter(({ kind }) => kind === 'gap');
  expect(gaps.map(({ from, to }) => [from, to])).toEqual([
    [84, 200],
    [284, 400],
  ]);
});

test('after two others the gap between them is repeated, before them too', () => {
  const column = [card(100, 0), card(100, 112)];
  expect(alignBox(card(100, 221), column, 6)).toMatchObject({ dy: 3 });
  expect(alignBox(card(100, -115), column, 6)).toMatchObject({ dy: 3 });
  expect(alignBox(card(100, 221), column, 6).guides).toContainEqual({
    kind: 'gap',
    axis: 'y',
    at: 190,
    from: 84,
    to: 112,
  });
});

test('gaps count in the same row or column only', () => {
  const column = [card(1000, 0), card(1000, 112)];
  expect(alignBox(card(100, 230), column, 6)).toEqual({ dx: 0, dy: 0, guides: [] });
});

test('a point lines up with points', () => {
  const found = alignPoint(
    { x: 98, y: 52 },
    [
      { x: 100, y: 0 },
      { x: 400, y: 50 },
    ],
    6,
  );
  expect(found.at).toEqual({ x: 100, y: 50 });
  expect(found.guides.map(({ axis, at }) => [axis, at])).toEqual([
    ['x', 100],
    ['y', 50],
  ]);
});
