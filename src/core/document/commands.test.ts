import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../analysis/testing/graph.ts';
import { layerOf } from '../layers/registry.ts';
import { applyCommand, applyCommands, mergeKey } from './commands.ts';
import { repairedGroups } from './groups.ts';
import type { Edge, StrideDocument } from './schema.ts';
import { documentSchema, emptyDocument } from './schema.ts';
import { anyCommand } from './testing/arbitrary.ts';

const edge = (id: string, source: string, target: string, port = 0): Edge => ({ id, source, target, port });
const wires = (document: StrideDocument): readonly string[] =>
  Object.values(document.graph.edges)
    .map(({ source, target, port }) => `${source}>${target}:${port}`)
    .sort();

const merged = documentOf([
  ['in', 'input'],
  ['a', 'relu', {}, ['in']],
  ['b', 'relu', {}, ['in']],
  ['c', 'relu', {}, ['in']],
  ['sum', 'add', {}, ['a', 'b', 'c']],
  ['end', 'flatten', {}, ['sum']],
]);

describe('connect', () => {
  it('replaces the wire that is on the port', () => {
    const after = applyCommand(merged, { type: 'connect', edge: edge('new', 'c', 'end') });
    expect(wires(after)).toContain('c>end:0');
    expect(wires(after)).not.toContain('sum>end:0');
  });

  it('closes gaps in the ports of a merge', () => {
    const after = applyCommand(merged, { type: 'connect', edge: edge('new', 'in', 'sum', 9) });
    expect(wires(after)).toContain('in>sum:3');
  });

  it('changes nothing without both ends, into an Input, or from a layer to itself', () => {
    for (const one of [edge('x', 'gone', 'a'), edge('x', 'a', 'gone'), edge('x', 'a', 'in'), edge('x', 'a', 'a')])
      expect(applyCommand(merged, { type: 'connect', edge: one })).toBe(merged);
  });
});

describe('remove', () => {
  it('takes the wires, the position and the place in groups along, and closes the ports', () => {
    const grouped = applyCommands(merged, [
      { type: 'group', group: { id: 'g', name: 'G', members: ['a', 'c'], parent: null, collapsed: false } },
      { type: 'group', group: { id: 'h', name: 'H', members: ['b'], parent: null, collapsed: false } },
      { type: 'remove', nodes: ['b'], edges: [] },
    ]);
    expect(wires(grouped)).toEqual(['a>sum:0', 'c>sum:1', 'in>a:0', 'in>c:0', 'sum>end:0']);
    expect(grouped.layout).not.toHaveProperty('b');
    expect(Object.keys(grouped.groups)).toEqual(['g']);
  });
});

describe('share', () => {
  const dense = (id: string) => ({ id, kind: 'dense', name: id, params: {} });
  const three = {
    ...merged,
    graph: { ...merged.graph, nodes: { p: dense('p'), q: dense('q'), r: dense('r') } },
  };
  const share = (document: StrideDocument, node: string, owner: string | null) =>
    applyCommand(document, { type: 'share', node, owner });

  it('uses the weights of another, and its own again', () => {
    const after = share(three, 'q', 'p');
    expect(after.graph.nodes.q).toMatchObject({ sharesWith: 'p' });
    expect(share(after, 'q', null).graph.nodes).toEqual(three.graph.nodes);
  });

  it('never goes round in a circle, nor to a layer that is not there', () => {
    const chain = share(share(three, 'q', 'p'), 'r', 'q');
    expect(chain.graph.nodes.r).toMatchObject({ sharesWith: 'q' });
    for (const owner of ['r', 'q', 'p', 'gone']) expect(share(chain, 'p', owner)).toBe(chain);
  });
});

describe('remove of shared weights', () => {
  it('hands them to the first layer that used them', () => {
    const { nodes } = merged.graph;
    const shared = (id: string) => ({ id, kind: 'dense', name: id, params: {}, sharesWith: 'a' });
    const before = { ...merged, graph: { ...merged.graph, nodes: { ...nodes, p: shared('p'), q: shared('q') } } };
    const after = applyCommand(before, { type: 'remove', nodes: ['a'], edges: [] });
    expect(after.graph.nodes.p).not.toHaveProperty('sharesWith');
    expect(after.graph.nodes.q).toMatchObject({ sharesWith: 'p' });
  });
});

describe('replace', () => {
  it('keeps the wires that the new kind takes', () => {
    const flat = applyCommand(merged, { type: 'replace', node: 'sum', kind: 'relu', params: {} });
    expect(wires(flat).filter((wire) => wire.includes('sum'))).toEqual(['a>sum:0', 'sum>end:0']);
    const joined = applyCommand(merged, {
      type: 'replace',
      node: 'sum',
      kind: 'concatenate',
      params: {},
      name: 'join',
    });
    expect(wires(joined)).toEqual(wires(merged));
    expect(joined.graph.nodes.sum).toMatchObject({ kind: 'concatenate', name: 'join' });
  });
});

describe('insertOnEdge', () => {
  const node = { id: 'new', kind: 'relu', name: 'new', params: {} };
  const position = { x: 1, y: 2 };

  it('stands on the wire, on the same port, in the group of both ends', () => {
    const grouped = applyCommand(merged, {
      type: 'group',
      group: { id: 'g', name: 'G', members: ['b', 'sum'], parent: null, collapsed: false },
    });
    const after = applyCommand(grouped, { type: 'insertOnEdge', edge: 'sum:1', node, position });
    expect(wires(after)).toEqual(expect.arrayContaining(['b>new:0', 'new>sum:1']));
    expect(wires(after)).not.toContain('b>sum:1');
    expect(after.groups.g?.members).toEqual(['b', 'sum', 'new']);
    expect(after.layout.new).toEqual(position);
  });

  it('does nothing on a wire that is gone, or with a layer that takes no input', () => {
    expect(applyCommand(merged, { type: 'insertOnEdge', edge: 'gone', node, position })).toBe(merged);
    const input = { ...node, kind: 'input' };
    expect(applyCommand(merged, { type: 'insertOnEdge', edge: 'sum:1', node: input, position })).toBe(merged);
  });
});

describe('bypass', () => {
  it('joins what fed the layer to what it fed, port for port', () => {
    expect(wires(applyCommand(merged, { type: 'bypass', node: 'b' }))).toEqual(
      expect.arrayContaining(['a>sum:0', 'in>sum:1', 'c>sum:2']),
    );
    expect(wires(applyCommand(merged, { type: 'bypass', node: 'sum' }))).toContain('a>end:0');
  });
});

describe('names', () => {
  it('are trimmed, and never empty', () => {
    const renamed = applyCommand(merged, { type: 'rename', node: 'a', name: '  conv ' });
    expect(renamed.graph.nodes.a?.name).toBe('conv');
    expect(applyCommand(merged, { type: 'rename', node: 'a', name: '   ' })).toBe(merged);
    expect(applyCommand(merged, { type: 'renameDocument', name: '' })).toBe(merged);
  });
});

describe('mergeKey', () => {
  it('is equal for typing in one field only', () => {
    const type = 'setParams';
    const first = mergeKey({ type, node: 'a', params: { filters: 3 } });
    expect(mergeKey({ type, node: 'a', params: { filters: 32 } })).toBe(first);
    expect(mergeKey({ type, node: 'a', params: { strides: [1, 1] } })).not.toBe(first);
    expect(mergeKey({ type, node: 'b', params: { filters: 3 } })).not.toBe(first);
    expect(mergeKey({ type: 'bypass', node: 'a' })).toBeNull();
  });
});

describe('any sequence of commands', () => {
  it('leaves a document that its schema reads, in which everything named exists', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
        const document = applyCommands(emptyDocument('random'), commands);
        expect(documentSchema.safeParse(document).success).toBe(true);
        const nodes = new Set(Object.keys(document.graph.nodes));
        for (const { source, target } of Object.values(document.graph.edges)) {
          expect([nodes.has(source), nodes.has(target)]).toEqual([true, true]);
        }
        const members = Object.values(document.groups).flatMap((group) => group.members);
        expect(new Set(members).size).toBe(members.length);
        expect([...members, ...Object.keys(document.layout)].filter((id) => !nodes.has(id))).toEqual([]);
        // Nothing is left to repair: no empty group, no parent that is not there, no circle of parents.
        expect(repairedGroups(document.groups, document.graph.nodes)).toEqual(document.groups);
      }),
      { numRuns: 500 },
    );
  });

  it('never puts two wires on a port, nor leaves a gap in a merge', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
        const { graph } = applyCommands(emptyDocument('random'), commands);
        for (const node of Object.values(graph.nodes)) {
          const ports = Object.values(graph.edges)
            .filter((one) => one.target === node.id)
            .map((one) => one.port)
            .sort((a, b) => a - b);
          expect(new Set(ports).size).toBe(ports.length);
          if (layerOf(node.kind)?.arity.max === null) expect(ports).toEqual(ports.map((_, i) => i));
          if (layerOf(node.kind)?.arity.max === 0) expect(ports).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
