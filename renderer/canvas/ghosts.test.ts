import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { applyCommands, type Command } from '../../src/core/document/commands.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { leNet5 } from '../../templates/lenet-5.ts';
import { overlaps, type Rect, rectOf } from './geometry.ts';
import { placeGhosts } from './ghosts.ts';

const before = leNet5.build();
const idOf = (name: string) => Object.values(before.graph.nodes).find((node) => node.name === name)?.id ?? '';
const rectAt = (name: string): Rect => {
  const rect = rectOf(before, idOf(name));
  if (!rect) throw new Error(`No layer ${name}.`);
  return rect;
};
const everywhere: Rect = { x: -5000, y: -5000, width: 10_000, height: 10_000 };

const layers = (...names: string[]) => names.map((id) => ({ id, kind: 'batchNormalization', name: id, params: {} }));

/** The wire into c3 with these layers on it, one after the other, as fixes put them there: at one place. */
function between(names: readonly string[]): readonly Command[] {
  const edge = Object.values(before.graph.edges).find(({ target }) => target === idOf('c3'))?.id ?? '';
  return layers(...names).map((node) => ({ type: 'insertOnEdge', edge, node, position: rectAt('c3') }) as const);
}

function ghostsOf(after: StrideDocument, covered: readonly Rect[] = [], view = everywhere) {
  const made = Object.values(after.graph.edges).filter(({ id, source }) => before.graph.edges[id]?.source !== source);
  return placeGhosts({ before, after, order: analyze(after.graph).order, made, covered, view });
}

describe('placeGhosts', () => {
  it('draws new layers as a column that covers nothing, and moves nothing', () => {
    const { nodes, wires } = ghostsOf(applyCommands(before, between(['a', 'b'])));
    expect(nodes.map(({ id }) => id)).toEqual(['a', 'b']);
    const [a, b] = nodes;
    expect(b?.rect.x).toBe(a?.rect.x);
    expect(b?.rect.y).toBeGreaterThan((a?.rect.y ?? 0) + (a?.rect.height ?? 0));
    for (const { rect } of nodes)
      for (const id of Object.keys(before.graph.nodes)) {
        const other = rectOf(before, id);
        expect(other && overlaps(rect, other), id).toBe(false);
      }
    expect(wires.map(({ edge }) => [edge.source, edge.target])).toEqual(
      expect.arrayContaining([
        [idOf('s2'), 'a'],
        ['a', 'b'],
        ['b', idOf('c3')],
      ]),
    );
    const last = wires.find(({ edge }) => edge.target === idOf('c3'));
    const c3 = rectAt('c3');
    expect(last?.to).toEqual({ x: c3.x + c3.width / 2, y: c3.y });
  });

  it('stays clear of cards and in sight where there is room', () => {
    const after = applyCommands(before, between(['a']));
    const [free] = ghostsOf(after).nodes;
    if (!free) throw new Error('No ghost.');
    const [beside] = ghostsOf(after, [free.rect]).nodes;
    expect(beside && overlaps(beside.rect, free.rect)).toBe(false);
    const c3 = rectAt('c3');
    const rightOf = { ...everywhere, x: c3.x + c3.width };
    const [right] = ghostsOf(after, [], rightOf).nodes;
    expect(right?.rect.x).toBeGreaterThanOrEqual(rightOf.x);
  });

  it('draws a wire alone where no layer is new', () => {
    const edge = { id: 'new', source: idOf('s4'), target: idOf('c5'), port: 0 };
    const { nodes, wires } = ghostsOf(applyCommands(before, [{ type: 'connect', edge }]));
    expect(nodes).toEqual([]);
    const s4 = rectAt('s4');
    expect(wires).toEqual([
      {
        edge,
        from: { x: s4.x + s4.width / 2, y: s4.y + s4.height },
        to: expect.objectContaining({ y: rectAt('c5').y }),
      },
    ]);
  });

  it('draws nothing behind the card of a collapsed group', () => {
    const group = { id: 'g', name: 'Group', members: [idOf('s2'), idOf('c3')], parent: null, collapsed: true };
    const closed = applyCommands(before, [{ type: 'group', group }]);
    const after = applyCommands(closed, between(['a']));
    const made = Object.values(after.graph.edges).filter(({ id, source }) => closed.graph.edges[id]?.source !== source);
    const order = analyze(after.graph).order;
    expect(placeGhosts({ before: closed, after, order, made, covered: [], view: everywhere })).toEqual({
      nodes: [],
      wires: [],
    });
  });
});
