import { describe, expect, it } from 'vitest';
import { templateById } from '../../../templates/index.ts';
import type { Group } from '../document/schema.ts';
import { analyze } from './analyze.ts';
import { groupTotals, membersOf } from './groups.ts';
import { graphOf } from './testing/graph.ts';

const group = (id: string, members: readonly string[], parent: string | null = null): Group => ({
  id,
  name: id,
  members,
  parent,
  collapsed: false,
});

describe('groupTotals', () => {
  const analysis = analyze(
    graphOf([
      ['in', 'input', { shape: [32, 32, 3] }],
      ['a', 'conv2d', { filters: 32 }, ['in']],
      ['b', 'conv2d', { filters: 64 }, ['a']],
      ['c', 'flatten', {}, ['b']],
      ['d', 'dense', { units: 0 }, ['c']],
    ]),
  );

  it('counts a nested group in those around it', () => {
    const groups = { outer: group('outer', ['a']), inner: group('inner', ['b', 'c'], 'outer') };
    const totals = groupTotals(groups, analysis);
    // 3·3·3·32 + 32 = 896 (FORMULAS.md) and 3·3·32·64 + 64.
    expect(totals.inner).toMatchObject({ layers: 2, parameters: 18_496, output: [50_176], unknown: 0 });
    expect(totals.outer).toMatchObject({ layers: 3, parameters: 19_392, output: [50_176] });
    expect(membersOf(groups, 'outer')).toEqual(['a', 'b', 'c']);
    expect(membersOf(groups, 'inner')).toEqual(['b', 'c']);
  });

  it('says what it does not know, and stands groups in a circle', () => {
    const groups = { a: group('a', ['c', 'd'], 'b'), b: group('b', ['b'], 'a'), empty: group('empty', []) };
    const totals = groupTotals(groups, analysis);
    expect(totals.a).toMatchObject({ layers: 2, output: null, unknown: 1 });
    expect(totals.b).toMatchObject({ layers: 1, parameters: 18_496 });
    expect(totals.empty).toMatchObject({ layers: 0, output: null });
  });

  it('is, over the outermost groups and the layers in none, the whole InceptionV3', () => {
    const document = templateById('inception-v3')?.build();
    if (!document) throw new Error('no InceptionV3');
    const whole = analyze(document.graph);
    const totals = groupTotals(document.groups, whole);
    const outermost = Object.values(document.groups).filter(({ parent }) => parent === null);
    const grouped = new Set(Object.values(document.groups).flatMap(({ members }) => members));
    const loose = whole.order.filter((id) => !grouped.has(id));
    const sum = (of: 'parameters' | 'macs') =>
      outermost.reduce((count, { id }) => count + (totals[id]?.[of] ?? 0), 0) +
      loose.reduce((count, id) => {
        const node = whole.nodes[id];
        return count + (of === 'macs' ? (node?.cost?.macs.value ?? 0) : (node?.parameters.total ?? 0));
      }, 0);
    expect(sum('parameters')).toBe(23_851_784);
    expect(sum('macs')).toBe(5_713_216_096);
  });
});
