import { expect, test } from 'vitest';
import { network } from '../../src/core/build/network.ts';
import { applyCommand } from '../../src/core/document/commands.ts';
import { nodesWithin } from '../../src/core/document/groups.ts';
import { groupAround, groupOfNodes } from './group-edit.ts';

/** `outer` holds `a`, and the group `inner` with `b` and `c`; `d` lies in none. */
function document() {
  const net = network('nested');
  const input = net.input([32, 32, 3], 'in');
  const x = net.group('outer', () => {
    const a = net.conv2d(input, {}, 'a');
    return net.group('inner', () => net.relu(net.conv2d(a, {}, 'b'), {}, 'c'));
  });
  net.flatten(x, {}, 'd');
  return net.document();
}

const groupNamed = (name: string) => {
  const group = Object.values(document().groups).find((candidate) => candidate.name === name);
  if (!group) throw new Error(name);
  return group;
};

function grouped(ids: readonly string[]) {
  const made = groupAround(document(), new Set(ids), 'new');
  if (!made) return null;
  const after = applyCommand(document(), { type: 'group', ...made });
  const group = after.groups[made.group.id];
  const nameOf = (id: string | null) => (id === null ? null : (after.groups[id]?.name ?? null));
  return {
    nodes: [...(nodesWithin(after.groups).get(made.group.id) ?? [])].sort(),
    parent: nameOf(group?.parent ?? null),
    children: made.children.map(nameOf),
  };
}

test('layers of one group become a group inside it', () => {
  expect(grouped(['b'])).toEqual({ nodes: ['b'], parent: 'inner', children: [] });
  expect(grouped(['a', 'b'])).toEqual({ nodes: ['a', 'b'], parent: 'outer', children: [] });
});

test('a group that is wholly selected lies in the new one as it is', () => {
  expect(grouped(['in', 'b', 'c'])).toEqual({ nodes: ['b', 'c', 'in'], parent: null, children: ['inner'] });
  expect(grouped(['a', 'b', 'c', 'd'])).toEqual({ nodes: ['a', 'b', 'c', 'd'], parent: null, children: ['outer'] });
});

test('exactly one group, or nothing, makes none', () => {
  expect(grouped(['b', 'c'])).toBe(null);
  expect(grouped([])).toBe(null);
});

test('a selection is a group where it is all of its layers', () => {
  const { groups } = document();
  expect(groupOfNodes(groups, new Set(['b', 'c']), null)?.name).toBe('inner');
  expect(groupOfNodes(groups, new Set(['a', 'b', 'c']), null)?.name).toBe('outer');
  expect(groupOfNodes(groups, new Set(['b']), null)).toBe(null);
  expect(groupOfNodes(groups, new Set(['b', 'c']), groupNamed('outer').id)?.name).toBe('inner');
});
