import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { fixesFor } from '../../src/core/analysis/fixes/fixes.ts';
import { network } from '../../src/core/build/network.ts';
import { applyCommand, applyCommands } from '../../src/core/document/commands.ts';
import { newNode } from '../../src/core/document/edit.ts';
import { groupsAround } from '../../src/core/document/groups.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { resNet18 } from '../../templates/resnet-18.ts';
import { foldCommands } from './collapse-actions.ts';
import { placed } from './edit-actions.ts';
import { groupFrames, overlaps, type Rect, rectOf } from './geometry.ts';

/** Layers, and frames of groups that it is not in, which a layer lies over, and headers of those that it is in. */
function covered(document: StrideDocument, id: string): string[] {
  const own = rectOf(document, id);
  if (!own) throw new Error('not placed');
  const around = new Set(groupsAround(document.groups, id).map((group) => group.id));
  const layers = Object.keys(document.graph.nodes).filter((other) => {
    const rect = rectOf(document, other);
    return other !== id && rect !== null && overlaps(own, rect);
  });
  const headed = (frame: Rect, inside: boolean): Rect => (inside ? { ...frame, height: 32 } : frame);
  const frames = groupFrames(document).filter(({ group, rect }) => overlaps(own, headed(rect, around.has(group.id))));
  return [...layers, ...frames.map(({ group }) => group.name)];
}

const inserted = (document: StrideDocument, edge: string, kind = 'conv2d') => {
  const node = { ...newNode(document, kind), id: 'new' };
  return applyCommands(document, placed(document, [{ type: 'insertOnEdge', edge, node, position: { x: 0, y: 0 } }]));
};

/** Two groups in a chain, each of two convolutions. */
function chained(): StrideDocument {
  const net = network('chained');
  let x = net.input([32, 32, 3]);
  for (const name of ['A', 'B'])
    net.group(name, () => {
      x = net.conv2d(net.conv2d(x, { filters: 8, padding: 'same' }), { filters: 8, padding: 'same' });
    });
  return net.document();
}

describe('a layer that is put on a wire', () => {
  const document = chained();
  const edges = Object.values(document.graph.edges);
  const groupOf = (id: string, of = document) => groupsAround(of.groups, id).map(({ name }) => name);

  it('covers no header and no card, and is in the groups that both ends are in', () => {
    expect(edges.length).toBe(4);
    for (const edge of edges) {
      const after = inserted(document, edge.id);
      const both = groupOf(edge.source).filter((name) => groupOf(edge.target).includes(name));
      expect(covered(after, 'new'), edge.id).toEqual([]);
      expect(groupOf('new', after)).toEqual(both);
    }
  });

  it('stays out of a group that the wire leads through, and leaves hidden layers where they are behind their card', () => {
    for (const { id: group } of Object.values(document.groups)) {
      const collapsed = applyCommands(document, foldCommands(document, group));
      for (const edge of edges) {
        const after = inserted(collapsed, edge.id);
        if (groupOf('new', after).length === 0) expect(covered(after, 'new'), edge.id).toEqual([]);
        const [first, second] = document.groups[group]?.members ?? [];
        const apart = ({ layout }: StrideDocument) => (layout[second ?? '']?.y ?? 0) - (layout[first ?? '']?.y ?? 0);
        expect(apart(after)).toBe(apart(collapsed));
      }
    }
  });

  it('covers nothing on any wire of a residual network', () => {
    const residual = resNet18.build();
    for (const edge of Object.values(residual.graph.edges)) {
      const after = inserted(residual, edge.id);
      expect(covered(after, 'new'), `${edge.source} → ${edge.target}`).toEqual([]);
    }
  });
});

it('a fix puts its layers where they cover nothing', () => {
  const before = resNet18.build();
  const projection = Object.values(before.graph.nodes).find(
    ({ kind, params }) => kind === 'conv2d' && String(params.kernelSize) === '1,1',
  );
  if (!projection) throw new Error('no projection');
  const broken = applyCommand(before, { type: 'bypass', node: projection.id });
  const analysis = analyze(broken.graph);
  const [problem] = analysis.problems;
  const fixes = problem ? fixesFor(broken, analysis, problem) : [];
  const adding = fixes.filter(({ commands }) => commands.some(({ type }) => type === 'insertOnEdge'));
  expect(adding.length).toBeGreaterThan(0);
  for (const { title, commands } of adding) {
    const after = applyCommands(broken, placed(broken, commands));
    const added = Object.keys(after.graph.nodes).filter((id) => !Object.hasOwn(broken.graph.nodes, id));
    expect(added.length).toBeGreaterThan(0);
    for (const id of added) expect(covered(after, id), title).toEqual([]);
  }
});

it('bends below the new layer go down with what the wire feeds', () => {
  const net = network('bent');
  net.conv2d(net.input([8, 8, 3]), { filters: 4 });
  const near = net.document();
  const [wire] = Object.values(near.graph.edges);
  const at = rectOf(near, wire?.target ?? '');
  if (!wire || !at) throw new Error('nothing to put a layer on');
  const document = applyCommand(near, { type: 'move', positions: { [wire.target]: { x: at.x, y: at.y + 60 } } });
  const before = { x: at.x, y: at.y + 60 };
  const bend = { x: before.x + 40, y: before.y - 8 };
  const after = inserted(applyCommand(document, { type: 'bend', via: { [wire.id]: [bend] } }), wire.id);
  const down = (rectOf(after, wire.target)?.y ?? 0) - before.y;
  expect(down).toBeGreaterThan(0);
  const into = Object.values(after.graph.edges).find(({ target }) => target === wire.target);
  expect(into?.via).toEqual([{ ...bend, y: bend.y + down }]);
});
