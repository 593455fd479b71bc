import { describe, expect, it } from 'vitest';
import type { Graph, LayerNode } from './schema.ts';
import { exchangedBetween, withNode } from './versions.ts';

const node = (id: string, units = 1): LayerNode => ({ id, kind: 'dense', name: id, params: { units } });
const start = (): Graph['nodes'] => ({ c: node('c'), a: node('a'), b: node('b') });

describe('a node exchanged', () => {
  it('leaves the others, their order and the version before as they were', () => {
    const before = start();
    const copy = { ...before };
    const after = withNode(before, 'a', node('a', 2));
    expect(before).toEqual(copy);
    expect(Object.entries(after)).toEqual([
      ['c', before.c],
      ['a', node('a', 2)],
      ['b', before.b],
    ]);
    expect(after.c).toBe(before.c);
  });
});

describe('what may differ between two versions', () => {
  it('is nothing for one and the same', () => {
    const nodes = start();
    expect(exchangedBetween(nodes, nodes)).toEqual(new Set());
  });

  it('is the same both ways, over several steps and between branches', () => {
    const root = start();
    const one = withNode(root, 'a', node('a', 2));
    const two = withNode(withNode(one, 'b', node('b', 3)), 'a', node('a', 4));
    const branch = withNode(root, 'c', node('c', 5));
    expect(exchangedBetween(root, two)).toEqual(new Set(['a', 'b']));
    expect(exchangedBetween(two, root)).toEqual(new Set(['a', 'b']));
    expect(exchangedBetween(one, two)).toEqual(new Set(['a', 'b']));
    expect(exchangedBetween(branch, one)).toEqual(new Set(['a', 'c']));
  });

  it('is not known of records that were made otherwise', () => {
    const root = start();
    const after = withNode(root, 'a', node('a', 2));
    expect(exchangedBetween(root, { ...after })).toBeNull();
    expect(exchangedBetween(start(), after)).toBeNull();
  });

  it('is forgotten after a long session, but for the last steps', () => {
    const root = start();
    let before = root;
    let last = root;
    for (let units = 2; units < 1000; units++) {
      before = last;
      last = withNode(last, 'a', node('a', units));
    }
    expect(exchangedBetween(root, last)).toBeNull();
    expect(exchangedBetween(before, last)).toEqual(new Set(['a']));
  });
});
