import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommand, applyCommands } from '../document/commands.ts';
import { emptyDocument } from '../document/schema.ts';
import { anyCommand } from '../document/testing/arbitrary.ts';
import { analyze, createAnalyzer } from './analyze.ts';
import { compareAnalyses, previewCommands } from './preview.ts';
import { documentOf, type Line } from './testing/graph.ts';

const lines: readonly Line[] = [
  ['in', 'input', { shape: [32, 32, 3] }],
  ['a', 'conv2d', { filters: 32 }, ['in']],
  ['b', 'conv2d', { filters: 64 }, ['a']],
  ['c', 'relu', {}, ['b']],
];

describe('previewCommands', () => {
  it('follows a field down to where its effect ends, and commits nothing', () => {
    const document = documentOf(lines);
    const analyzer = createAnalyzer();
    const before = analyzer.analyze(document.graph);
    const preview = previewCommands(document, [{ type: 'setParams', node: 'a', params: { filters: 1 } }], analyzer);
    expect(preview.nodes).toEqual([
      {
        id: 'a',
        kind: 'changed',
        before: [30, 30, 32],
        after: [30, 30, 1],
        parameters: [896, 28],
        macs: [30 * 30 * 864, 30 * 30 * 27],
      },
      {
        id: 'b',
        kind: 'changed',
        before: [28, 28, 64],
        after: [28, 28, 64],
        parameters: [18_496, 640],
        macs: [28 * 28 * 18_432, 28 * 28 * 576],
      },
    ]);
    expect(preview.totals.parameters).toEqual([896 + 18_496, 28 + 640]);
    const macs = [30 * 30 * 864 + 28 * 28 * 18_432, 30 * 30 * 27 + 28 * 28 * 576];
    expect(preview.totals.work.macs).toEqual(macs);
    expect(preview.totals.work.flops).toEqual(macs.map((count) => 2 * count));
    // The biases: one addition for each value put out.
    const [was = 0, is = 0] = macs;
    expect(preview.totals.work.ops).toEqual([
      2 * was + 30 * 30 * 32 + 28 * 28 * 64,
      2 * is + 30 * 30 * 1 + 28 * 28 * 64,
    ]);
    // Adam holds weights, gradients and two slots; the batch of 32 loses 31 channels of 30×30.
    expect(preview.totals.trainingBytes).toEqual([
      16 * 19_392 + 32 * 4 * (3072 + 28_800 + 2 * 50_176),
      16 * 668 + 32 * 4 * (3072 + 900 + 2 * 50_176),
    ]);
    expect(analyzer.analyze(document.graph)).toBe(before);
    expect(document.graph.nodes.a?.params.filters).toBe(32);
  });

  it('names layers that come and go, and problems with them', () => {
    const document = documentOf(lines);
    const analyzer = createAnalyzer();
    const removed = previewCommands(document, [{ type: 'remove', nodes: ['a'], edges: [] }], analyzer);
    expect(removed.nodes.map(({ id, kind, after }) => [id, kind, after])).toEqual([
      ['b', 'changed', null],
      ['c', 'changed', null],
      ['a', 'removed', null],
    ]);
    expect(removed.problemsAdded.map((one) => [one.code, one.nodeId])).toEqual([['arity.none', 'b']]);
    const mended = compareAnalyses(removed.analysis, analyze(document.graph));
    expect(mended.problemsRemoved.map((one) => one.code)).toEqual(['arity.none']);
    expect(mended.nodes.find(({ id }) => id === 'a')).toMatchObject({ kind: 'added', before: null });
  });

  it('passes over layers that were only renamed', () => {
    const document = documentOf(lines);
    const renamed = previewCommands(document, [{ type: 'rename', node: 'b', name: 'other' }], createAnalyzer());
    expect(renamed.nodes).toEqual([]);
  });
});

describe('compareAnalyses', () => {
  it('finds between versions of a document what it finds between fresh analyses', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { minLength: 1, maxLength: 15 }), anyCommand, (commands, last) => {
        const document = applyCommands(emptyDocument('random'), commands);
        const analyzer = createAnalyzer();
        const preview = previewCommands(document, [last], analyzer);
        const changed = applyCommand(document, last);
        const { totals, ...fresh } = compareAnalyses(analyze(document.graph), analyze(changed.graph));
        expect(preview).toMatchObject(fresh);
        expect(preview.totals).toMatchObject(totals);
        expect(preview.nodes).toHaveLength(fresh.nodes.length);
        // A look aside leaves the analyzer where it was.
        expect(analyzer.analyze(document.graph)).toEqual(analyze(document.graph));
      }),
      { numRuns: 200 },
    );
  });
});
