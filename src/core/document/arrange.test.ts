import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../analysis/testing/graph.ts';
import { type Alignment, align, distribute, type Size } from './arrange.ts';
import { applyCommands, type Command } from './commands.ts';
import type { Position, StrideDocument } from './schema.ts';

const placed = (positions: Readonly<Record<string, Position>>): StrideDocument => ({
  ...documentOf(Object.keys(positions).map((id) => [id, 'input'])),
  layout: positions,
});

const document = placed({ a: { x: 10, y: 0 }, b: { x: 40, y: 100 }, c: { x: 100, y: 300 } });
const sizes: Readonly<Record<string, Size>> = {
  a: { width: 20, height: 40 },
  b: { width: 60, height: 20 },
  c: { width: 40, height: 60 },
};
const sizeOf = (id: string): Size => sizes[id] ?? { width: 0, height: 0 };
const all = ['a', 'b', 'c'];
const layers = (...ids: readonly string[]) => ({ layers: ids, notes: [] });
const positions = ([command]: readonly Command[]) => (command?.type === 'move' ? command.positions : null);

describe('align', () => {
  it.each<[Alignment, 'x' | 'y', readonly number[]]>([
    ['left', 'x', [10, 10, 10]],
    ['center', 'x', [65, 45, 55]],
    ['right', 'x', [120, 80, 100]],
    ['top', 'y', [0, 0, 0]],
    ['middle', 'y', [160, 170, 150]],
    ['bottom', 'y', [320, 340, 300]],
  ])('%s', (alignment, axis, expected) => {
    const { layout } = applyCommands(document, align(document, layers(...all), alignment, sizeOf));
    expect(all.map((id) => layout[id]?.[axis])).toEqual(expected);
    const other = axis === 'x' ? 'y' : 'x';
    expect(all.map((id) => layout[id]?.[other])).toEqual(all.map((id) => document.layout[id]?.[other]));
  });

  it('moves nothing that is in line, nor one alone', () => {
    const level = placed({ a: { x: 0, y: 5 }, b: { x: 50, y: 5 } });
    expect(align(level, layers('a', 'b'), 'top', sizeOf)).toEqual([]);
    expect(align(level, layers('a', 'gone'), 'left', sizeOf)).toEqual([]);
    expect(positions(align(document, layers(...all), 'left', sizeOf))).not.toHaveProperty('a');
  });

  it('takes strips along with their card', () => {
    const chain = documentOf([
      ['in', 'input', { shape: [8, 8, 1] }],
      ['conv', 'conv2d', {}, ['in']],
      ['relu', 'relu', {}, ['conv']],
    ]);
    const docked = applyCommands(chain, [{ type: 'dock', nodes: ['relu'], docked: true }]);
    const apart = applyCommands(docked, [
      { type: 'move', positions: { conv: { x: 90, y: 84 }, relu: { x: 7, y: 7 } } },
    ]);
    expect(positions(align(apart, layers('in', 'relu'), 'left', sizeOf))).toEqual({ conv: { x: 0, y: 84 } });
    expect(align(apart, layers('conv', 'relu'), 'left', sizeOf)).toEqual([]);
  });

  it('brings notes in line with layers, and leaves their size', () => {
    const note = { id: 'n', text: 'why', x: 300, y: 7, width: 120, height: 60 };
    const noted = { ...document, notes: { n: note } };
    const after = applyCommands(noted, align(noted, { layers: ['a'], notes: ['n', 'gone'] }, 'left', sizeOf));
    expect(after.notes.n).toEqual({ ...note, x: 10 });
    expect(after.layout).toEqual(noted.layout);
  });
});

describe('distribute', () => {
  it('makes the gaps equal', () => {
    // From 0 to 360 lie 40 + 20 + 60 of layers: two gaps of 120.
    expect(positions(distribute(document, layers(...all), 'vertical', sizeOf))).toEqual({ b: { x: 40, y: 160 } });
    // From 10 to 140 lie 120: two gaps of 5.
    expect(positions(distribute(document, layers(...all), 'horizontal', sizeOf))).toEqual({ b: { x: 35, y: 100 } });
  });

  it('needs something between two others', () => {
    expect(distribute(document, layers('a', 'b'), 'vertical', sizeOf)).toEqual([]);
  });

  it('keeps order, ends and everything else, and has nothing to do twice', () => {
    const boxes = fc.array(fc.record({ x: fc.nat(2000), y: fc.nat(2000), width: fc.nat(90), height: fc.nat(90) }), {
      minLength: 3,
      maxLength: 9,
    });
    fc.assert(
      fc.property(boxes, fc.constantFrom('horizontal' as const, 'vertical' as const), (rects, direction) => {
        const layout = Object.fromEntries(rects.map(({ x, y }, i) => [`n${i}`, { x, y }]));
        const sized = (id: string): Size => rects[Number(id.slice(1))] ?? { width: 0, height: 0 };
        const before = placed(layout);
        const after = applyCommands(before, distribute(before, layers(...Object.keys(layout)), direction, sized));
        if (after === before) return;
        const [axis, other, side] =
          direction === 'horizontal' ? (['x', 'y', 'width'] as const) : (['y', 'x', 'height'] as const);
        const ids = Object.keys(layout);
        for (const id of ids) expect(after.layout[id]?.[other]).toBe(before.layout[id]?.[other]);
        // In the order that they had: where they overlap, their middles may change places.
        const middle = (id: string) => 2 * (before.layout[id]?.[axis] ?? 0) + sized(id)[side];
        const sorted = ids
          .toSorted((a, b) => middle(a) - middle(b))
          .map((id) => ({ at: after.layout[id]?.[axis] ?? 0, size: sized(id)[side] }));
        const gaps = sorted.slice(1).map(({ at }, i) => at - (sorted[i]?.at ?? 0) - (sorted[i]?.size ?? 0));
        // Whole pixels: two neighbours are each half a pixel off at most.
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(2);
      }),
    );
  });
});
