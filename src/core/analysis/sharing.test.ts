import { describe, expect, test } from 'vitest';
import type { Graph, LayerNode } from '../document/schema.ts';
import { analyze, createAnalyzer } from './analyze.ts';
import { weightOwnersFor } from './sharing.ts';
import { graphOf, type Line, setParams } from './testing/graph.ts';

/** Weights of one node used by others: `{ user: owner }`. */
function sharing(lines: readonly Line[], uses: Readonly<Record<string, string>>): Graph {
  const { nodes, edges } = graphOf(lines);
  const shared = (node: LayerNode): LayerNode => {
    const sharesWith = uses[node.id];
    return sharesWith === undefined ? node : { ...node, sharesWith };
  };
  return { nodes: Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, shared(node)])), edges };
}

/** A language model in miniature, whose output is scored by its own table. */
const tied = sharing(
  [
    ['in', 'input', { shape: [6] }],
    ['table', 'embedding', { inputDim: 50, outputDim: 8 }, ['in']],
    ['head', 'dense', { units: 8 }, ['table']],
    ['scores', 'reverseEmbedding', { inputDim: 50 }, ['head']],
  ],
  { scores: 'table' },
);

const codes = (graph: Graph) => analyze(graph).problems.map(({ code, nodeId }) => [code, nodeId]);

describe('weights of another node', () => {
  test('are counted once, and multiplied with twice', () => {
    const { nodes, totals, problems } = analyze(tied);
    expect(problems).toEqual([]);
    expect(totals.parameters).toBe(50 * 8 + 8 * 8 + 8);
    expect(nodes.scores?.parameters.total).toBe(0);
    expect(nodes.scores?.weights.map(({ name, shape }) => [name, shape])).toEqual([['embeddings', [50, 8]]]);
    expect(nodes.scores?.cost?.macs.value).toBe(6 * 8 * 50);
  });

  test('are followed to their owner', () => {
    const lines: Line[] = [
      ['in', 'input', { shape: [5] }],
      ['a', 'dense', { units: 5 }, ['in']],
      ['b', 'dense', { units: 5 }, ['a']],
      ['c', 'dense', { units: 5 }, ['b']],
    ];
    expect(analyze(sharing(lines, { a: 'b', c: 'a' })).totals.parameters).toBe(30);
    expect(codes(sharing(lines, { c: 'gone' }))).toEqual([['shared.missing', 'c']]);
    expect(codes(sharing(lines, { b: 'b' }))).toEqual([['shared.missing', 'b']]);
    expect(codes(sharing(lines, { a: 'b', b: 'a' }))).toEqual([
      ['shared.missing', 'a'],
      ['shared.missing', 'b'],
    ]);
  });

  test('of another shape are a problem, which goes when either side is changed', () => {
    const analyzer = createAnalyzer();
    expect(analyzer.analyze(tied).problems).toEqual([]);
    const wider = setParams(tied, 'table', { inputDim: 60 });
    const [one] = analyzer.analyze(wider).problems;
    expect(one).toMatchObject({
      code: 'shared.mismatch',
      nodeId: 'scores',
      values: { other: 'table', expected: 'embeddings 50×8', received: 'embeddings 60×8' },
    });
    const both = analyzer.analyze(setParams(wider, 'scores', { inputDim: 60 }));
    expect(both.problems).toEqual([]);
    expect(both.nodes.scores?.output?.shape).toEqual([6, 60]);
  });

  test('leave analyses alone that nothing new is known of', () => {
    const analyzer = createAnalyzer();
    const before = analyzer.analyze(tied);
    const after = analyzer.analyze(setParams(tied, 'head', { activation: 'relu' }));
    expect(after.nodes.scores).toBe(before.nodes.scores);
  });
});

describe('the layers whose weights another could use', () => {
  const lines: readonly Line[] = [
    ['in', 'input', { shape: [6] }],
    ['table', 'embedding', { inputDim: 50, outputDim: 8 }, ['in']],
    ['a', 'dense', { units: 8 }, ['table']],
    ['b', 'dense', { units: 8 }, ['a']],
    ['wide', 'dense', { units: 9 }, ['b']],
    ['norm', 'layerNormalization', {}, ['b']],
    ['scores', 'reverseEmbedding', { inputDim: 50 }, ['b']],
  ];
  const owners = (graph: Graph, id: string) => {
    const node = graph.nodes[id];
    const { nodes, order } = analyze(graph);
    return node ? weightOwnersFor(node, graph.nodes, (id) => nodes[id], order) : null;
  };

  test('are of its kind with the same shapes, or the table that it reads backwards', () => {
    const graph = graphOf(lines);
    expect(owners(graph, 'b')).toEqual(['a']);
    expect(owners(graph, 'wide')).toEqual([]);
    expect(owners(graph, 'norm')).toEqual([]);
    expect(owners(graph, 'scores')).toEqual(['table']);
    expect(owners(graph, 'in')).toEqual([]);
  });

  test('own them, and are not on the way to this layer', () => {
    const graph = sharing([...lines.slice(0, 4), ['c', 'dense', { units: 8 }, ['b']]], { b: 'a' });
    expect(owners(graph, 'c')).toEqual(['a']);
    expect(owners(graph, 'a')).toEqual(['c']);
  });
});
