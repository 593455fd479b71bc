import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../analysis/testing/graph.ts';
import { type Alignment, alignLayers, distributeLayers, type Size } from './arrange.ts';
import { applyCommand } from './commands.ts';
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

describe('alignLayers', () => {
  it.each<[Alignment, 'x' | 'y', readonly number[]]>([
    ['left', 'x', [10, 10, 10]],
    ['center', 'x', [65, 45, 55]],
    ['right', 'x', [120, 80, 100]],
    ['top', 'y', [0, 0, 0]],
    ['middle', 'y', [160, 170, 150]],
    ['bottom', 'y', [320, 340, 300]],
  ])('%s', (alignment, axis, expected) => {
    const command = alignLayers(document, all, alignment, sizeOf);
    const { layout } = command ? applyCommand(document, command) : document;
    expect(all.map((id) => layout[id]?.[axis])).toEqual(expected);
    const other = axis === 'x' ? 'y' : 'x';
    expect(all.map((id) => layout[id]?.[other])).toEqual(all.map((id) => document.layout[id]?.[other]));
  });

  it('moves nothing that is in line, nor one alone', () => {
    const level = placed({ a: { x: 0, y: 5 }, b: { x: 50, y: 5 } });
    expect(alignLayers(level, ['a', 'b'], 'top', sizeOf)).toBeNull();
    expect(alignLayers(level, ['a', 'gone'], 'left', sizeOf)).toBeNull();
    expect(alignLayers(document, all, 'left', sizeOf)?.positions).not.toHaveProperty('a');
  });

  it('takes strips along with their card', () => {
    const chain = documentOf([
      ['in', 'input', { shape: [8, 8, 1] }],
      ['conv', 'conv2d', {}, ['in']],
      ['relu', 'relu', {}, ['conv']],
    ]);
    const docked = applyCommand(chain, { type: 'dock', nodes: ['relu'], docked: true });
    const apart = applyCommand(docked, { type: 'move', positions: { conv: { x: 90, y: 84 }, relu: { x: 7, y: 7 } } });
    expect(alignLayers(apart, ['in', 'relu'], 'left', sizeOf)?.positions).toEqual({ conv: { x: 0, y: 84 } });
    expect(alignLayers(apart, ['conv', 'relu'], 'left', sizeOf)).toBeNull();
  });
});

describe('distributeLayers', () => {
  it('makes the gaps equal', () => {
    // From 0 to 360 lie 40 + 20 + 60 of layers: two gaps of 120.
    expect(distributeLayers(document, all, 'vertical', sizeOf)?.positions).toEqual({ b: { x: 40, y: 160 } });
    // From 10 to 140 lie 120: two gaps of 5.
    expect(distributeLayers(document, all, 'horizontal', sizeOf)?.positions).toEqual({ b: { x: 35, y: 100 } });
  });

  it('needs something between two others', () => {
    expect(distributeLayers(document, ['a', 'b'], 'vertical', sizeOf)).toBeNull();
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
        const command = distributeLayers(before, Object.keys(layout), direction, sized);
        if (!command) return;
        const after = applyCommand(before, command);
        const [axis, other, side] =
          direction === 'horizontal' ? (['x', 'y', 'width'] as const) : (['y', 'x', 'height'] as const);
        const ids = Object.keys(layout);
        for (const id of ids) expect(after.layout[id]?.[other]).toBe(before.layout[id]?.[other]);
        const sorted = ids
          .map((id) => ({ at: after.layout[id]?.[axis] ?? 0, size: sized(id)[side] }))
          .sort((a, b) => 2 * a.at + a.size - 2 * b.at - b.size);
        const gaps = sorted.slice(1).map(({ at }, i) => at - (sorted[i]?.at ?? 0) - (sorted[i]?.size ?? 0));
        // Whole pixels: two neighbours are each half a pixel off at most.
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(2);
      }),
    );
  });
});
