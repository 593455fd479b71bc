import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leNet5 } from '../../../../templates/lenet-5.ts';
import { resNet18 } from '../../../../templates/resnet-18.ts';
import { resNet34 } from '../../../../templates/resnet-34.ts';
import { analyze } from '../../analysis/analyze.ts';
import { applyCommands, type Command } from '../commands.ts';
import { emptyDocument, type StrideDocument } from '../schema.ts';
import { anyCommand } from '../testing/arbitrary.ts';
import { diffDocuments } from './diff.ts';
import { type Difference, listDifferences } from './differences.ts';

function compare(a: StrideDocument, b: StrideDocument) {
  const [before, after] = [analyze(a.graph), analyze(b.graph)];
  const diff = diffDocuments(a, b, before, after);
  return { diff, list: listDifferences(a, b, diff, before, after) };
}

/** A line each, as short as it can be. */
const lines = (list: readonly Difference[]): readonly string[] =>
  list.map((one) => {
    if (one.kind !== 'wire') return `${one.kind} ${one.nodes[1]?.name ?? one.nodes[0]?.name}`;
    const [was, is] = one.wires.map((wire) => wire && `${wire.source}>${wire.target}`);
    return `wire ${was ?? 'none'} ${is ?? 'none'}`;
  });

function sums(list: readonly Difference[]): { readonly parameters: number; readonly macs: number } {
  const layers = list.flatMap((one) => (one.kind === 'wire' ? [] : [one.figures]));
  const sum = (pick: (figures: (typeof layers)[number]) => readonly [number, number]): number =>
    layers.reduce((total, figures) => total + pick(figures)[1] - pick(figures)[0], 0);
  return { parameters: sum(({ parameters }) => parameters), macs: sum(({ work }) => work.macs) };
}

describe('listDifferences', () => {
  const before = leNet5.build();
  const edited = (...commands: readonly Command[]) => compare(before, applyCommands(before, commands));

  it('is empty for a network and itself', () => {
    expect(compare(before, before).list).toEqual([]);
  });

  it('tells the layer that was set otherwise, and those that follow from it', () => {
    const { diff, list } = edited({ type: 'setParams', node: 'c3', params: { filters: 32 } });
    expect(lines(list)).toEqual(['changed c3', 'affected s4', 'affected flatten', 'affected c5']);
    // Published: 61,706. Keras has 16 × (5·5·6 + 1) more in c3 and 16·25 × 120 more in c5.
    expect(diff.totals.parameters).toEqual([61_706, 112_122]);
    expect(list.flatMap((one) => (one.kind === 'wire' ? [] : [one.figures.shape]))).toEqual([
      [
        [10, 10, 16],
        [10, 10, 32],
      ],
      [
        [5, 5, 16],
        [5, 5, 32],
      ],
      [[400], [800]],
      [[120], [120]],
    ]);
  });

  it('stands in the order of data flow, what was removed where it was', () => {
    const { list } = edited(
      { type: 'rename', node: 'output', name: 'digits' },
      { type: 'bypass', node: 'f6' },
      { type: 'setParams', node: 'c1', params: { activation: 'relu' } },
    );
    expect(lines(list)).toEqual(['changed c1', 'removed f6', 'renamed digits']);
  });

  it('does not tell wires again that come with a layer', () => {
    const node = { id: 'drop', kind: 'dropout', name: 'drop', params: { rate: 0.5 } };
    const edge = Object.values(before.graph.edges).find(({ target }) => target === 'f6')?.id ?? '';
    const { list } = edited({ type: 'insertOnEdge', edge, node, position: { x: 0, y: 0 } });
    expect(lines(list)).toEqual(['added drop']);
  });

  it('tells a wire that comes from another layer, and those that are gone', () => {
    const into = (target: string) => Object.values(before.graph.edges).find((edge) => edge.target === target);
    const moved = edited(
      { type: 'remove', nodes: [], edges: [into('output')?.id ?? ''] },
      { type: 'connect', edge: { id: 'new', source: 'c5', target: 'output', port: 0 } },
    );
    expect(lines(moved.list).filter((line) => line.startsWith('wire'))).toEqual(['wire f6>output c5>output']);
    const gone = edited({ type: 'remove', nodes: [], edges: [into('output')?.id ?? ''] });
    expect(lines(gone.list).at(-1)).toBe('wire f6>output none');
    // Taken out, and what it fed is fed by another layer than what fed it.
    const other = edited(
      { type: 'remove', nodes: ['f6'], edges: [] },
      { type: 'connect', edge: { id: 'new', source: 'flatten', target: 'output', port: 0 } },
    );
    expect(lines(other.list)).toContain('wire f6>output flatten>output');
  });

  it('adds up to the difference of ResNet-34 and ResNet-18, as torchvision has them', () => {
    const { diff, list } = compare(resNet18.build(), resNet34.build());
    expect(diff.totals.trainable).toEqual([11_689_512, 21_797_672]);
    const [was, is] = diff.totals.parameters;
    expect(sums(list).parameters).toBe(is - was);
    // 16 blocks in place of 8, of two convolutions each, which share nothing else.
    expect(list.filter(({ kind }) => kind === 'removed')).toEqual([]);
    expect(list.filter((one) => one.kind === 'added' && one.nodes[1]?.kind === 'conv2d')).toHaveLength(16);
  });

  it('adds up to the difference of the totals, whatever two networks are', () => {
    const documents = fc
      .array(anyCommand, { maxLength: 25 })
      .map((commands) => applyCommands(emptyDocument('random'), commands));
    fc.assert(
      fc.property(documents, documents, (a, b) => {
        const { diff, list } = compare(a, b);
        const difference = ([was, is]: readonly [number, number]) => is - was;
        expect(sums(list)).toEqual({
          parameters: difference(diff.totals.parameters),
          macs: difference(diff.totals.work.macs),
        });
        const layers = list.flatMap((one) => (one.kind === 'wire' ? [] : one.nodes.map((node) => node?.id ?? null)));
        expect(layers).toHaveLength(2 * list.filter(({ kind }) => kind !== 'wire').length);
      }),
      { numRuns: 200 },
    );
  });
});
