import { expect, test } from 'vitest';
import { network } from '../../src/core/build/network.ts';
import { applyCommands } from '../../src/core/document/commands.ts';
import { docksOf } from '../../src/core/document/dock.ts';
import { nodesWithin } from '../../src/core/document/groups.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { inceptionV3 } from '../../templates/inception-v3.ts';
import { boundsOf, groupFrames, overlaps, rectOf } from './geometry.ts';
import { groupAround } from './group-edit.ts';
import { roomForGroup } from './group-room.ts';

/** These layers with the strips under them, in a new group. */
function grouped(document: StrideDocument, ids: readonly string[]): StrideDocument {
  const { strips } = docksOf(document);
  const made = groupAround(document, new Set(ids.flatMap((id) => [id, ...(strips.get(id) ?? [])])), 'new');
  if (!made) throw new Error('nothing to group');
  const after = applyCommands(document, [{ type: 'group', ...made }]);
  return applyCommands(after, [{ type: 'move', positions: roomForGroup(document, after, made.group.id) }]);
}

/** Frames that lie over a layer that is not theirs, and frames over frames of which neither is in the other. */
function collisions(document: StrideDocument): string[] {
  const frames = groupFrames(document);
  const within = nodesWithin(document.groups);
  return frames.flatMap(({ group, rect }) => {
    const own = new Set(within.get(group.id));
    const layers = Object.keys(document.graph.nodes).filter((id) => {
      const at = rectOf(document, id);
      return !own.has(id) && at !== null && overlaps(at, rect);
    });
    const beside = frames.filter((other) => {
      const theirs = within.get(other.group.id) ?? [];
      return other.group.id > group.id && !theirs.some((id) => own.has(id)) && overlaps(other.rect, rect);
    });
    return [...layers, ...beside.map((other) => other.group.id)].map((id) => `${group.id} over ${id}`);
  });
}

/** A chain of convolutions with a strip on each, and three branches beside each other that join. */
function branching(): StrideDocument {
  const net = network('branching');
  let x = net.input([32, 32, 3]);
  for (const name of ['a', 'b', 'c']) x = net.relu(net.conv2d(x, { filters: 8, padding: 'same' }, name));
  const lanes = ['left', 'middle', 'right'].map((name) => {
    const first = net.conv2d(x, { filters: 8, padding: 'same' }, `${name}_1`);
    return net.conv2d(first, { filters: 8, padding: 'same' }, `${name}_2`);
  });
  net.conv2d(net.concatenate(lanes, {}, 'joined'), {}, 'end');
  return net.document();
}

const y = (document: StrideDocument, id: string) => rectOf(document, id)?.y ?? Number.NaN;

test('a group in the middle of a chain moves down, and what is under it follows', () => {
  const before = branching();
  const after = grouped(before, ['b']);
  expect(collisions(before)).toEqual([]);
  expect(collisions(after)).toEqual([]);
  expect(y(after, 'a')).toBe(y(before, 'a'));
  expect(y(after, 'b')).toBeGreaterThan(y(before, 'b'));
  expect(y(after, 'c') - y(before, 'c')).toBeGreaterThan(y(after, 'b') - y(before, 'b'));
});

test('branches beside a group move away from it, whole columns', () => {
  const before = branching();
  const after = grouped(before, ['middle_1', 'middle_2']);
  expect(collisions(after)).toEqual([]);
  for (const side of ['left', 'right']) expect(after.layout[`${side}_1`]?.x).toBe(after.layout[`${side}_2`]?.x);
  expect(y(after, 'end')).toBeGreaterThan(y(before, 'end'));
});

test('a group in a group makes it larger, and what is around that one gives way too', () => {
  const before = grouped(branching(), ['a', 'b']);
  const after = grouped(before, ['b']);
  expect(collisions(before)).toEqual([]);
  expect(collisions(after)).toEqual([]);
  expect(y(after, 'c')).toBeGreaterThan(y(before, 'c'));
});

test('where there is room already, only the frame is new', () => {
  const before = branching();
  const apart = applyCommands(before, [
    { type: 'move', positions: { left_1: { x: -2000, y: 0 }, left_2: { x: -2000, y: 200 } } },
  ]);
  const after = grouped(apart, ['left_1', 'left_2']);
  expect(after.layout).toEqual(apart.layout);
});

test('any two layers of a large network that lie together can be grouped without covering others', () => {
  const before = inceptionV3.build();
  const already = collisions(before);
  const { root } = docksOf(before);
  const tops = Object.keys(before.graph.nodes).filter((id) => !root.has(id));
  const together = tops.flatMap((id, i) => {
    const pair = [id, tops[i + 1] ?? id];
    const bounds = boundsOf(pair.flatMap((one) => rectOf(before, one) ?? []));
    const covered = tops.filter((one) => {
      const rect = rectOf(before, one);
      return bounds && rect && !pair.includes(one) && overlaps(rect, bounds);
    });
    return covered.length === 0 && groupAround(before, new Set(pair), 'new') ? [pair] : [];
  });
  expect(together.length).toBeGreaterThan(40);
  // Every third will do.
  for (const pair of together.filter((_, i) => i % 3 === 0))
    expect(
      collisions(grouped(before, pair)).filter((one) => !already.includes(one)),
      pair.join(),
    ).toEqual([]);
});
