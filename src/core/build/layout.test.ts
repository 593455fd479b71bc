import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutNetwork } from './layout.ts';
import { nodeHeight } from './stack.ts';
import { extent, graphOf, overlaps } from './testing/graphs.ts';

const chain = (length: number): string[] => Array.from({ length: length - 1 }, (_, i) => `n${i}>n${i + 1}`);

/** Wires from lower to higher numbers: any network without a circle, connected or not. */
const anyGraph = fc
  .integer({ min: 1, max: 40 })
  .chain((size) =>
    fc
      .array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 80 })
      .map((pairs) => [
        ...Array.from({ length: size }, (_, i) => `n${i}`),
        ...pairs.filter(([a, b]) => a < b).map(([a, b]) => `n${a}>n${b}`),
      ]),
  )
  .map((wires) => graphOf([...new Set(wires)]));

describe('layoutNetwork', () => {
  it('puts a short chain in one column, 28 px between the nodes', () => {
    const layout = layoutNetwork(graphOf(chain(3)));
    expect(layout).toEqual({ n0: { x: 0, y: 0 }, n1: { x: 0, y: 84 }, n2: { x: 0, y: 168 } });
  });

  it('puts branches side by side in port order, 12 px apart, and centres the merge under them', () => {
    const layout = layoutNetwork(graphOf(['in>a', 'in>b', 'in>c', 'a>out', 'b>out', 'c>out']));
    expect(layout.b).toEqual({ x: 164, y: 84 });
    expect(layout.a).toEqual({ x: 0, y: 84 });
    expect(layout.c).toEqual({ x: 328, y: 84 });
    expect(layout.out).toEqual({ x: 164, y: 168 });
  });

  it('keeps the line of a wire that skips a block free', () => {
    const layout = layoutNetwork(graphOf(['in>a', 'a>b', 'in>out', 'b>out']));
    const line = (layout.in?.x ?? 0) + 76;
    expect((layout.out?.x ?? 0) + 76).toBe(line);
    expect((layout.a?.x ?? 0) + 152).toBeLessThan(line);
  });

  it('wraps a long chain into columns, left to right, near 16:10', () => {
    const graph = graphOf(chain(120));
    const layout = layoutNetwork(graph);
    const { width, height } = extent(graph, layout);
    expect(width / height).toBeGreaterThan(1.2);
    expect(width / height).toBeLessThan(2.1);
    expect(layout.n119?.x).toBeGreaterThan(layout.n60?.x ?? Number.POSITIVE_INFINITY);
    expect(layout.n60?.x).toBeGreaterThan(layout.n0?.x ?? Number.POSITIVE_INFINITY);
  });

  it('leaves no short last column', () => {
    const layout = layoutNetwork(graphOf(chain(11)));
    const across = Object.values(layout).map(({ x }) => x);
    const sizes = [...new Set(across)].map((column) => across.filter((x) => x === column).length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  it('leaves room for the frame of a group', () => {
    const group = { id: 'g', name: 'Block', members: ['n1', 'n2'], parent: null, collapsed: false };
    const layout = layoutNetwork(graphOf(chain(4)), { g: group });
    // Header 32 and padding 12 above the first member, padding 12 below the last.
    expect((layout.n1?.y ?? 0) - (layout.n0?.y ?? 0)).toBe(56 + 28 + 44);
    expect((layout.n3?.y ?? 0) - (layout.n2?.y ?? 0)).toBe(56 + 12 + 28);
  });

  it('draws one frame around the branches and the merge of a group, none inside', () => {
    const wires = ['in>a', 'in>b', 'a>m', 'b>m', 'm>out'];
    const group = { id: 'g', name: 'Module', members: ['a', 'b', 'm'], parent: null, collapsed: false };
    const layout = layoutNetwork(graphOf(wires), { g: group });
    expect(layout.a?.y).toBe(56 + 28 + 44);
    expect(layout.m?.y).toBe(56 + 28 + 44 + 84);
  });

  it('never lets nodes overlap, and keeps to the 4-px grid', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const layout = layoutNetwork(graph);
        expect(overlaps(graph, layout)).toEqual([]);
        for (const { x, y } of Object.values(layout)) expect([x % 4, y % 4]).toEqual([0, 0]);
      }),
      { numRuns: 300 },
    );
  });

  it('places every node of a circle', () => {
    const graph = graphOf(['a>b', 'b>c', 'c>a', 'd>b']);
    expect(overlaps(graph, layoutNetwork(graph))).toEqual([]);
  });

  it('gives the same positions for the same network', () => {
    const wires = ['in>a', 'in>b', 'a>out', 'b>out', 'in>out'];
    expect(layoutNetwork(graphOf(wires))).toEqual(layoutNetwork(graphOf(wires)));
  });
});

describe('nodeHeight', () => {
  it('adds a strip for an activation of the layer’s own', () => {
    expect(nodeHeight({ kind: 'conv2d', params: { activation: 'linear' } })).toBe(56);
    expect(nodeHeight({ kind: 'conv2d', params: { activation: 'relu' } })).toBe(76);
    expect(nodeHeight({ kind: 'activation', params: { activation: 'relu' } })).toBe(56);
  });
});
