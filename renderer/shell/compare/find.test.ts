import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analysis/analyze.ts';
import { applyCommands, type Command } from '../../../src/core/document/commands.ts';
import { diffDocuments } from '../../../src/core/document/diff/diff.ts';
import { type DifferenceKind, listDifferences } from '../../../src/core/document/diff/differences.ts';
import { resNet18 } from '../../../templates/resnet-18.ts';
import { cardId } from '../../canvas/geometry.ts';
import { standInFor, targetOf, touches } from './find.ts';
import { marksOf } from './sides.ts';

const every: ReadonlySet<DifferenceKind> = new Set(['added', 'removed', 'changed', 'renamed', 'affected', 'wire']);

/** ResNet-18 on the left, and on the right what commands make of it. */
function compare(...commands: readonly Command[]) {
  const [a, b] = [resNet18.build(), applyCommands(resNet18.build(), commands)];
  const [before, after] = [analyze(a.graph), analyze(b.graph)];
  const diff = diffDocuments(a, b, before, after);
  const networks = {
    left: { document: a, analysis: before, origin: { kind: 'start' } },
    right: { document: b, analysis: after, origin: { kind: 'now' } },
  } as const;
  return { networks, diff, list: listDifferences(a, b, diff, before, after) };
}

const wireInto = (target: string): string =>
  Object.values(resNet18.build().graph.edges).find((edge) => edge.target === target)?.id ?? '';

const insert = {
  type: 'insertOnEdge',
  edge: wireInto('avg_pool'),
  node: { id: 'drop', kind: 'dropout', name: 'drop', params: { rate: 0.5 } },
  position: { x: 0, y: 0 },
} as const;

describe('standInFor', () => {
  it('is the counterpart of the last layer before it that both networks have', () => {
    const { networks, diff, list } = compare(insert);
    const [added] = list;
    expect(list).toHaveLength(1);
    expect(added && targetOf(added, diff)).toEqual([null, 'drop']);
    const feeds = Object.values(networks.left.document.graph.edges).find(({ target }) => target === 'avg_pool');
    expect(standInFor('right', 'drop', networks, diff)).toBe(feeds?.source);
  });
});

describe('marksOf', () => {
  it('marks a layer that came with its wires, and nothing of what the filter hides', () => {
    const { networks, diff, list } = compare(insert);
    const { blocks, wires } = marksOf('right', networks.right.document, diff, list, every);
    expect([...blocks]).toEqual([['drop', 'added']]);
    const { edges } = networks.right.document.graph;
    const ends = [...wires].map(([id, kind]) => [kind, edges[id]?.source === 'drop' ? 'from' : 'to']);
    expect(ends.sort()).toEqual([
      ['added', 'from'],
      ['added', 'to'],
    ]);
    const left = marksOf('left', networks.left.document, diff, list, every);
    expect([left.blocks.size, left.wires.size]).toEqual([0, 0]);
    const none = marksOf('right', networks.right.document, diff, list, new Set());
    expect([none.blocks.size, none.wires.size]).toEqual([0, 0]);
  });

  it('marks the card of a collapsed group for what it hides', () => {
    const group = Object.values(resNet18.build().groups).find(({ members }) => members.includes('conv2_block1_1_conv'));
    if (!group) throw new Error('ResNet-18 has no groups.');
    const { networks, diff, list } = compare(
      { type: 'group', group: { ...group, collapsed: true } },
      { type: 'rename', node: 'conv2_block1_1_bn', name: 'norm' },
      { type: 'setParams', node: 'conv2_block1_1_conv', params: { dilationRate: [2, 2] } },
    );
    const right = marksOf('right', networks.right.document, diff, list, every);
    expect([...right.blocks]).toEqual([[cardId(group.id), 'changed']]);
    const left = marksOf('left', networks.left.document, diff, list, every);
    expect([...left.blocks]).toEqual([
      ['conv2_block1_1_conv', 'changed'],
      ['conv2_block1_1_bn', 'renamed'],
    ]);
    expect(list.every((one) => touches(one, 'right', cardId(group.id), networks.right.document))).toBe(true);
  });
});
