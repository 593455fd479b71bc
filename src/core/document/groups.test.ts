import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../analysis/testing/graph.ts';
import { applyCommand, applyCommands } from './commands.ts';
import { childGroups, commonGroup, groupsAround, nodesWithin, repairedGroups } from './groups.ts';
import type { Group } from './schema.ts';
import { emptyDocument } from './schema.ts';
import { anyCommand } from './testing/arbitrary.ts';

const group = (id: string, members: readonly string[], parent: string | null = null): Group => ({
  id,
  name: id.toUpperCase(),
  members,
  parent,
  collapsed: false,
});
const place = (one: Group, children: readonly string[] = []) => ({ type: 'group' as const, group: one, children });
const parents = (groups: Readonly<Record<string, Group>>) =>
  Object.fromEntries(Object.values(groups).map(({ id, parent }) => [id, parent]));

const chain = documentOf([
  ['a', 'input'],
  ['b', 'relu', {}, ['a']],
  ['c', 'relu', {}, ['b']],
  ['d', 'relu', {}, ['c']],
  ['e', 'relu', {}, ['d']],
]);
/** Stage s holds blocks x (b, c) and y (d); e is directly in the stage. */
const nested = applyCommands(chain, [
  place(group('x', ['b', 'c'])),
  place(group('y', ['d'])),
  place(group('s', ['e']), ['x', 'y']),
]);

describe('nesting', () => {
  it('knows what lies in what', () => {
    expect(parents(nested.groups)).toEqual({ x: 's', y: 's', s: null });
    expect(groupsAround(nested.groups, 'c').map(({ id }) => id)).toEqual(['x', 's']);
    expect(groupsAround(nested.groups, 'a')).toEqual([]);
    expect(nodesWithin(nested.groups).get('s')).toEqual(['e', 'b', 'c', 'd']);
    expect(
      childGroups(nested.groups)
        .get('s')
        ?.map(({ id }) => id),
    ).toEqual(['x', 'y']);
    expect(commonGroup(nested.groups, 'c', 'd')?.id).toBe('s');
    expect(commonGroup(nested.groups, 'b', 'c')?.id).toBe('x');
    expect(commonGroup(nested.groups, 'a', 'b')).toBeNull();
  });

  it('makes a group of groups alone', () => {
    const after = applyCommands(nested, [{ type: 'ungroup', group: 's' }, place(group('t', []), ['x', 'y'])]);
    expect(parents(after.groups)).toEqual({ x: 't', y: 't', t: null });
    expect(applyCommand(nested, place(group('t', [])))).toBe(nested);
  });

  it('takes no parent that is not there or lies inside, nor a child that lies around', () => {
    expect(applyCommand(nested, place(group('y', ['d'], 'gone'))).groups.y?.parent).toBeNull();
    expect(applyCommand(nested, place(group('s', ['e'], 'x'))).groups.s?.parent).toBeNull();
    expect(applyCommand(nested, place(group('s', ['e'], 's'))).groups.s?.parent).toBeNull();
    const crossed = applyCommand(nested, place(group('x', ['b', 'c'], 's'), ['s', 'x']));
    expect(parents(crossed.groups)).toEqual({ x: 's', y: 's', s: null });
  });

  it('keeps the groups inside a group that is placed anew', () => {
    const renamed = applyCommand(nested, place({ ...group('s', ['e']), name: 'Stage' }));
    expect(renamed.groups.s?.name).toBe('Stage');
    expect(parents(renamed.groups)).toEqual({ x: 's', y: 's', s: null });
  });
});

describe('ungroup', () => {
  it('gives members and groups to the group around', () => {
    const inner = applyCommand(nested, { type: 'ungroup', group: 'x' });
    expect(inner.groups.s?.members).toEqual(['e', 'b', 'c']);
    expect(Object.keys(inner.groups).sort()).toEqual(['s', 'y']);
    const outer = applyCommand(nested, { type: 'ungroup', group: 's' });
    expect(parents(outer.groups)).toEqual({ x: null, y: null });
    expect(applyCommand(nested, { type: 'ungroup', group: 'gone' })).toBe(nested);
  });
});

describe('removing layers', () => {
  it('keeps a group that only groups are left in, and removes one that nothing is left in', () => {
    const without = applyCommand(nested, { type: 'remove', nodes: ['e', 'd'], edges: [] });
    expect(Object.keys(without.groups).sort()).toEqual(['s', 'x']);
    const emptied = applyCommand(without, { type: 'remove', nodes: ['b', 'c'], edges: [] });
    expect(emptied.groups).toEqual({});
  });
});

describe('insertOnEdge', () => {
  it('joins the innermost group of both ends', () => {
    const node = { id: 'new', kind: 'relu', name: 'new', params: {} };
    const at = { x: 0, y: 0 };
    const between = applyCommand(nested, { type: 'insertOnEdge', edge: 'd:0', node, position: at });
    expect(groupsAround(between.groups, 'new').map(({ id }) => id)).toEqual(['s']);
    const within = applyCommand(nested, { type: 'insertOnEdge', edge: 'c:0', node, position: at });
    expect(groupsAround(within.groups, 'new').map(({ id }) => id)).toEqual(['x', 's']);
  });
});

describe('repairedGroups', () => {
  it('cuts circles and parents that are not there, and drops what is empty', () => {
    const broken = {
      p: group('p', ['a'], 'q'),
      q: group('q', ['b'], 'p'),
      own: group('own', ['c'], 'own'),
      lost: group('lost', ['d'], 'gone'),
      empty: group('empty', ['gone'], 'p'),
      around: group('around', []),
      inner: group('inner', ['e'], 'around'),
    };
    const repaired = repairedGroups(broken, chain.graph.nodes);
    expect(parents(repaired)).toEqual({ p: null, q: 'p', own: null, lost: null, around: null, inner: 'around' });
  });
});

describe('any sequence of commands', () => {
  it('has every layer of a group in its groups within, once', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
        const { groups } = applyCommands(emptyDocument('random'), commands);
        const within = nodesWithin(groups);
        const outermost = (childGroups(groups).get(null) ?? []).flatMap(({ id }) => within.get(id) ?? []);
        const members = Object.values(groups).flatMap((one) => one.members);
        expect(outermost.sort()).toEqual(members.sort());
      }),
      { numRuns: 500 },
    );
  });
});
