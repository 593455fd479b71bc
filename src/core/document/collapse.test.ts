import { expect, test } from 'vitest';
import { collapsedAround, collapseOf } from './collapse.ts';
import type { Groups } from './groups.ts';

const groups = (outer: boolean, inner: boolean): Groups => ({
  outer: { id: 'outer', name: 'Stage', members: ['a'], parent: null, collapsed: outer },
  inner: { id: 'inner', name: 'Block', members: ['b', 'c'], parent: 'outer', collapsed: inner },
});

test('a card stands for all layers of the outermost collapsed group', () => {
  expect([...collapseOf(groups(true, true)).cardOf.keys()].sort()).toEqual(['a', 'b', 'c']);
  expect([...collapseOf(groups(true, true)).layers.keys()]).toEqual(['outer']);
  expect([...collapseOf(groups(false, true)).cardOf]).toEqual([
    ['b', 'inner'],
    ['c', 'inner'],
  ]);
  expect(collapseOf(groups(false, false)).cardOf.size).toBe(0);
});

test('a layer is reached by opening what hides it, from the outside in', () => {
  expect(collapsedAround(groups(true, true), 'b')).toEqual(['outer', 'inner']);
  expect(collapsedAround(groups(true, true), 'a')).toEqual(['outer']);
  expect(collapsedAround(groups(false, true), 'a')).toEqual([]);
});
