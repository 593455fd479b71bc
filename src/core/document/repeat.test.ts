import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { documentOf } from '../analysis/testing/graph.ts';
import { network } from '../build/network.ts';
import { applyCommands } from './commands.ts';
import { repeatFragment } from './repeat.ts';
import { documentSchema, emptyDocument, type StrideDocument } from './schema.ts';
import { anyCommand } from './testing/arbitrary.ts';

function repeated(document: StrideDocument, ids: readonly string[], times: number): StrideDocument {
  const found = repeatFragment(document, ids, times);
  if (!found) throw new Error('nothing to repeat');
  return applyCommands(document, found.commands);
}

const wires = ({ graph }: StrideDocument): readonly string[] =>
  Object.values(graph.edges)
    .map(({ source, target, port }) => `${source}>${target}:${port}`)
    .sort();

/** A residual block between a stem and a head. */
const net = network('net');
const stem = net.conv2d(net.input([16, 16, 3], 'in'), { filters: 8, padding: 'same' }, 'stem');
const a = net.conv2d(stem, { filters: 8, padding: 'same', useBias: false }, 'a');
const sum = net.add([net.batchNormalization(a, {}, 'bn'), stem], {}, 'sum');
net.dense(net.globalAveragePooling2d(sum, {}, 'pool'), { units: 10 }, 'head');
const residual = net.document();
const block = ['a', 'bn', 'sum'];

describe('repeatFragment', () => {
  it('makes a chain of a residual block, skip connections included', () => {
    const after = repeated(residual, block, 3);
    expect(wires(after)).toEqual(
      [
        'in>stem:0',
        'stem>a:0',
        'a>bn:0',
        'bn>sum:0',
        'stem>sum:1',
        'sum>a_1:0',
        'a_1>bn_1:0',
        'bn_1>sum_1:0',
        'sum>sum_1:1',
        'sum_1>a_2:0',
        'a_2>bn_2:0',
        'bn_2>sum_2:0',
        'sum_1>sum_2:1',
        'sum_2>pool:0',
        'pool>head:0',
      ].sort(),
    );
    const analysis = analyze(after.graph);
    expect(analysis.problems).toEqual([]);
    // Each further block: 3·3·8·8 of its convolution and 4·8 of its normalisation.
    expect(analysis.totals.parameters - analyze(residual.graph).totals.parameters).toBe(2 * (576 + 32));
  });

  it('puts each copy in a group, and all of them in one', () => {
    const after = repeated(residual, block, 3);
    const groups = Object.values(after.groups).map(({ name, members, parent }) => [
      name,
      [...members].sort(),
      after.groups[parent ?? '']?.name,
    ]);
    expect(groups).toHaveLength(4);
    expect(groups).toEqual(
      expect.arrayContaining([
        ['a ×3', [], undefined],
        ['a 1', ['a', 'bn', 'sum'], 'a ×3'],
        ['a 2', ['a_1', 'bn_1', 'sum_1'], 'a ×3'],
        ['a 3', ['a_2', 'bn_2', 'sum_2'], 'a ×3'],
      ]),
    );
  });

  it('keeps the group that was selected, with those in it, in the group around it', () => {
    const grouped = applyCommands(residual, [
      { type: 'group', group: { id: 'inner', name: 'norm', members: ['bn'], parent: null, collapsed: false } },
      {
        type: 'group',
        group: { id: 'block', name: 'block', members: ['a', 'sum'], parent: null, collapsed: false },
        children: ['inner'],
      },
      {
        type: 'group',
        group: { id: 'body', name: 'body', members: ['stem'], parent: null, collapsed: false },
        children: ['block'],
      },
    ]);
    const after = repeated(grouped, block, 2);
    const path = (id: string | null): readonly string[] =>
      id === null ? [] : [after.groups[id]?.name ?? '', ...path(after.groups[id]?.parent ?? null)];
    const of = (node: string) =>
      path(Object.values(after.groups).find(({ members }) => members.includes(node))?.id ?? null);
    expect(of('bn')).toEqual(['norm', 'block 1', 'block ×2', 'body']);
    expect(of('bn_1')).toEqual(['norm', 'block 2', 'block ×2', 'body']);
    expect(of('sum_1')).toEqual(['block 2', 'block ×2', 'body']);
  });

  it('lays the copies under each other, and moves down what is below', () => {
    const after = repeated(residual, block, 3);
    const y = (id: string): number => after.layout[id]?.y ?? Number.NaN;
    expect(y('a_1')).toBeGreaterThan(y('sum'));
    expect(y('a_2')).toBeGreaterThan(y('sum_1'));
    expect(y('pool')).toBeGreaterThan(y('sum_2'));
    expect(after.layout.stem).toEqual(residual.layout.stem);
    expect(y('pool') - (residual.layout.pool?.y ?? 0)).toBe(y('a_2') - y('a'));
  });

  it('moves nothing that is not in the way: a column beside, or what lies far below', () => {
    const far = applyCommands(residual, [
      {
        type: 'add',
        nodes: [
          { id: 'beside', kind: 'relu', name: 'beside', params: {} },
          { id: 'far', kind: 'relu', name: 'far', params: {} },
          { id: 'near', kind: 'relu', name: 'near', params: {} },
        ],
        edges: [],
        positions: {
          beside: { x: (residual.layout.sum?.x ?? 0) + 600, y: residual.layout.pool?.y ?? 0 },
          far: { x: residual.layout.sum?.x ?? 0, y: (residual.layout.head?.y ?? 0) + 4000 },
          near: { x: residual.layout.head?.x ?? 0, y: (residual.layout.head?.y ?? 0) + 90 },
        },
      },
    ]);
    const after = repeated(far, block, 3);
    expect(after.layout.beside).toEqual(far.layout.beside);
    expect(after.layout.far).toEqual(far.layout.far);
    const down = (id: string) => (after.layout[id]?.y ?? 0) - (far.layout[id]?.y ?? 0);
    expect(down('pool')).toBeGreaterThan(0);
    expect([down('head'), down('near')]).toEqual([down('pool'), down('pool')]);
  });

  it('moves a group as a whole where one of its layers is in the way', () => {
    const grouped = applyCommands(residual, [
      {
        type: 'move',
        positions: { head: { x: (residual.layout.pool?.x ?? 0) + 900, y: residual.layout.pool?.y ?? 0 } },
      },
      { type: 'group', group: { id: 'g', name: 'Head', members: ['pool', 'head'], parent: null, collapsed: false } },
    ]);
    const after = repeated(grouped, block, 2);
    const down = (id: string) => (after.layout[id]?.y ?? 0) - (grouped.layout[id]?.y ?? 0);
    expect(down('pool')).toBeGreaterThan(0);
    expect(down('head')).toBe(down('pool'));
  });

  it('repeats one layer, as a chain', () => {
    const after = repeated(residual, ['stem'], 2);
    expect(wires(after)).toEqual(expect.arrayContaining(['in>stem:0', 'stem>stem_1:0', 'stem_1>a:0', 'stem_1>sum:1']));
  });

  it('takes the nearest feeder as the main path, and lets the others feed every copy', () => {
    const decoder = documentOf([
      ['in', 'input', { shape: [8] }],
      ['skip', 'dense', { units: 8 }, ['in']],
      ['deep', 'dense', { units: 8 }, ['skip']],
      ['up', 'dense', { units: 8 }, ['deep']],
      ['join', 'add', {}, ['up', 'skip']],
      ['end', 'dense', { units: 2 }, ['join']],
    ]);
    const after = repeated(decoder, ['up', 'join'], 2);
    expect(wires(after)).toEqual(
      expect.arrayContaining(['join>up_1:0', 'skip>join_1:1', 'up_1>join_1:0', 'join_1>end:0', 'skip>join:1']),
    );
  });

  it('pairs two paths that come in with two that go out', () => {
    const twin = documentOf([
      ['in', 'input', { shape: [8] }],
      ['l', 'dense', { units: 8 }, ['in']],
      ['r', 'dense', { units: 8 }, ['in']],
      ['l1', 'relu', {}, ['l']],
      ['r1', 'tanh', {}, ['r']],
      ['sum', 'add', {}, ['l1', 'r1']],
    ]);
    expect(wires(repeated(twin, ['l1', 'r1'], 2))).toEqual(
      expect.arrayContaining(['l1>l1_1:0', 'r1>r1_1:0', 'l1_1>sum:0', 'r1_1>sum:1']),
    );
  });

  it('chains what nothing feeds yet, and leaves an Input where it is', () => {
    const loose = documentOf([
      ['in', 'input', { shape: [8] }],
      ['x', 'dense', {}],
      ['y', 'relu', {}, ['x']],
    ]);
    const after = repeated(loose, ['in', 'x', 'y'], 2);
    expect(wires(after)).toEqual(['x>y:0', 'x_1>y_1:0', 'y>x_1:0']);
    expect(Object.values(after.graph.nodes).filter(({ kind }) => kind === 'input')).toHaveLength(1);
  });

  it('names the copies of what has the longest name allowed within what is allowed', () => {
    const group = { id: 'long', name: 'x'.repeat(200), members: block, parent: null, collapsed: false };
    const after = repeated(applyCommands(residual, [{ type: 'group', group }]), block, 3);
    expect(documentSchema.safeParse(after).success).toBe(true);
    expect(new Set(Object.values(after.groups).map(({ name }) => name)).size).toBe(Object.keys(after.groups).length);
  });

  it.each([
    ['once', block, 1],
    ['nothing', [], 3],
    ['an Input alone', ['in'], 3],
    ['no number of times', block, Number.NaN],
  ])('does nothing for %s', (_, ids, times) => {
    expect(repeatFragment(residual, ids, times)).toBeNull();
  });

  it('leaves any document one that its schema reads and the analysis takes', () => {
    fc.assert(
      fc.property(
        fc.array(anyCommand, { maxLength: 25 }),
        fc.subarray(['a', 'b', 'c', 'd', 'e']),
        fc.integer({ min: 2, max: 4 }),
        (commands, ids, times) => {
          const document = applyCommands(emptyDocument('random'), commands);
          const found = repeatFragment(document, ids, times);
          if (!found) return;
          const after = applyCommands(document, found.commands);
          expect(documentSchema.safeParse(after).success).toBe(true);
          expect(found.copies.flat().every((id) => Object.hasOwn(after.graph.nodes, id))).toBe(true);
          expect(new Set(found.copies.flat()).size).toBe(found.copies.flat().length);
          expect(Object.keys(after.groups)).toContain(found.group);
          analyze(after.graph);
        },
      ),
      { numRuns: 200 },
    );
  });
});
