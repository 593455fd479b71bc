import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { network } from '../../build/network.ts';
import { applyCommands } from '../commands.ts';
import { emptyDocument, type LayerNode, type StrideDocument } from '../schema.ts';
import { anyCommand } from '../testing/arbitrary.ts';
import { diffDocuments } from './diff.ts';
import { matchLayers } from './match.ts';
import { commonSequence } from './sequence.ts';

/** A network whose layers are named as Keras names them. */
function stages(filters: readonly number[], { stem = false } = {}): StrideDocument {
  const net = network('stages');
  let x = net.input([32, 32, 3]);
  if (stem) x = net.relu(net.batchNormalization(net.conv2d(x, { filters: 5, kernelSize: [7, 7], padding: 'same' })));
  for (const count of filters)
    x = net.relu(net.batchNormalization(net.conv2d(x, { filters: count, padding: 'same', useBias: false })));
  net.dense(net.globalAveragePooling2d(x), { units: 10 });
  return net.document();
}

/** The same network under ids that say nothing. */
function anonymous(document: StrideDocument, { names = false } = {}): StrideDocument {
  const ids = new Map(Object.keys(document.graph.nodes).map((id, i) => [id, `x${i}`]));
  const of = (id: string): string => ids.get(id) ?? id;
  const nodes = Object.values(document.graph.nodes).map((node) => ({
    ...node,
    id: of(node.id),
    name: names ? node.name : of(node.id),
  }));
  const edges = Object.values(document.graph.edges).map((edge) => ({
    ...edge,
    source: of(edge.source),
    target: of(edge.target),
  }));
  return {
    ...emptyDocument('anonymous'),
    graph: {
      nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
      edges: Object.fromEntries(edges.map((edge) => [edge.id, edge])),
    },
  };
}

const names = (nodes: readonly LayerNode[]): readonly string[] => nodes.map(({ name }) => name);

describe('diffDocuments', () => {
  const before = stages([8, 16, 32]);

  it('finds nothing between a document and itself', () => {
    const { added, removed, changed, renamed, wires, totals } = diffDocuments(before, before);
    expect([added, removed, changed, renamed, wires]).toEqual([[], [], [], [], { added: [], removed: [], moved: [] }]);
    expect(totals.parameters[0]).toBe(totals.parameters[1]);
  });

  it('tells which settings changed, and what of it follows', () => {
    const after = applyCommands(before, [
      { type: 'setParams', node: 'conv2d_1', params: { filters: 20, strides: [2, 2] } },
      { type: 'rename', node: 'dense', name: 'classes' },
      { type: 'setMode', nodes: ['re_lu'], mode: 'bypass' },
    ]);
    const diff = diffDocuments(before, after);
    expect(diff.changed.map((one) => [one.before.id, one.params.map(({ key, values }) => [key, ...values])])).toEqual([
      ['re_lu', []],
      [
        'conv2d_1',
        [
          ['filters', 16, 20],
          ['strides', [1, 1], [2, 2]],
        ],
      ],
    ]);
    const [conv] = diff.changed.filter((one) => one.before.id === 'conv2d_1');
    expect(conv).toMatchObject({
      by: 'id',
      shape: [
        [32, 32, 16],
        [16, 16, 20],
      ],
      parameters: [9 * 8 * 16, 9 * 8 * 20],
      work: { macs: [32 * 32 * 9 * 8 * 16, 16 * 16 * 9 * 8 * 20] },
    });
    expect(diff.changed.find((one) => one.before.id === 're_lu')?.mode).toEqual([null, 'bypass']);
    expect(diff.renamed.map(([old, now]) => [old.name, now.name])).toEqual([['dense', 'classes']]);
    // 4 more filters over 8 channels, their normalisation, and 32 filters over 4 channels more.
    const [was, is] = diff.totals.parameters;
    expect(is - was).toBe(9 * 8 * 4 + 4 * 4 + 9 * 4 * 32);
    expect(diff.totals.weightBytes).toEqual([was * 4, is * 4]);
  });

  it('counts a setting that is left out as its default', () => {
    const node = before.graph.nodes.dense;
    if (!node) throw new Error('no node');
    const short = { ...node, params: { units: 10 } };
    const after = { ...before, graph: { ...before.graph, nodes: { ...before.graph.nodes, dense: short } } };
    expect(diffDocuments(before, after).changed).toEqual([]);
  });

  it('shows a layer that was put in as that, with the wire that moved', () => {
    const after = applyCommands(before, [
      {
        type: 'insertOnEdge',
        edge: 're_lu>conv2d_1:0',
        node: { id: 'drop', kind: 'dropout', name: 'drop', params: { rate: 0.5 } },
        position: { x: 0, y: 0 },
      },
    ]);
    const { added, removed, changed, wires } = diffDocuments(before, after);
    expect([names(added), removed, changed]).toEqual([['drop'], [], []]);
    expect(wires.moved.map(([old, now]) => [old.source, now.source, now.target])).toEqual([
      ['re_lu', 'drop', 'conv2d_1'],
    ]);
    expect(wires.added.map(({ source, target }) => [source, target])).toEqual([['re_lu', 'drop']]);
    const back = diffDocuments(after, before);
    expect([names(back.removed), back.wires.removed.length, back.wires.moved.length]).toEqual([['drop'], 1, 1]);
  });

  it('tells which layer uses whose weights', () => {
    const share = (node: string, owner: string | null) => ({ type: 'share', node, owner }) as const;
    const alike = stages([8, 8, 8, 8]);
    const after = applyCommands(alike, [share('conv2d_3', 'conv2d_2')]);
    const diff = diffDocuments(alike, after);
    expect(diff.changed.map(({ after: { id }, sharing, parameters }) => [id, sharing, parameters])).toEqual([
      ['conv2d_3', [null, 'conv2d_2'], [576, 0]],
    ]);
    expect(diff.totals.parameters[0] - diff.totals.parameters[1]).toBe(576);
    expect(diffDocuments(after, alike).changed.map(({ sharing }) => sharing)).toEqual([['conv2d_2', null]]);
    // The same weights by way of another layer are the same; those of another layer are not.
    const chain = applyCommands(alike, [share('conv2d_2', 'conv2d_1'), share('conv2d_3', 'conv2d_2')]);
    const direct = applyCommands(alike, [share('conv2d_2', 'conv2d_1'), share('conv2d_3', 'conv2d_1')]);
    expect(diffDocuments(chain, direct).changed).toEqual([]);
    expect(diffDocuments(after, direct).changed.map(({ after: { id }, sharing }) => [id, sharing])).toEqual([
      ['conv2d_2', [null, 'conv2d_1']],
      ['conv2d_3', ['conv2d_2', 'conv2d_1']],
    ]);
  });

  it('finds shared weights the same under other ids', () => {
    const shared = applyCommands(stages([8, 8, 8]), [{ type: 'share', node: 'conv2d_2', owner: 'conv2d_1' }]);
    const renamed = anonymous(shared);
    const ids = new Map(
      Object.keys(shared.graph.nodes).map((id, i) => [id, Object.keys(renamed.graph.nodes)[i] ?? '']),
    );
    const nodes = Object.values(renamed.graph.nodes).map(({ sharesWith, ...node }) =>
      sharesWith === undefined ? node : { ...node, sharesWith: ids.get(sharesWith) ?? '' },
    );
    const other = {
      ...renamed,
      graph: { ...renamed.graph, nodes: Object.fromEntries(nodes.map((node) => [node.id, node])) },
    };
    const diff = diffDocuments(shared, other);
    expect([diff.added, diff.removed, diff.changed]).toEqual([[], [], []]);
  });

  it('shows a layer of another kind in the same place as changed', () => {
    const command = { type: 'replace', node: 're_lu', kind: 'tanh', params: {} } as const;
    const after = applyCommands(before, [command]);
    expect(diffDocuments(before, after)).toMatchObject({
      added: [],
      removed: [],
      changed: [{ kind: ['relu', 'tanh'], by: 'id' }],
      wires: { added: [], removed: [], moved: [] },
    });
    // Where neither id nor name say so, what lies around them does.
    const other = anonymous(after);
    expect(diffDocuments(before, other)).toMatchObject({
      added: [],
      removed: [],
      changed: [{ kind: ['relu', 'tanh'], by: 'structure' }],
    });
  });

  it('finds layers of a file with other ids by their names, else by their order', () => {
    const named = diffDocuments(before, anonymous(before, { names: true }));
    expect([named.added, named.removed, named.changed, named.renamed]).toEqual([[], [], [], []]);
    const other = anonymous(stages([8, 24, 32]));
    const diff = diffDocuments(before, other);
    expect([diff.added, diff.removed]).toEqual([[], []]);
    expect(diff.changed.map((one) => [one.before.id, one.by])).toEqual([['conv2d_1', 'structure']]);
    expect(diff.counterparts.get('dense')).toBe(Object.keys(other.graph.nodes).at(-1));
  });

  it('is not misled by names that a layer more at the beginning has shifted', () => {
    const after = stages([8, 16, 32, 64, 128], { stem: true });
    const diff = diffDocuments(stages([8, 16, 32, 64, 128]), after);
    expect(names(diff.added)).toEqual(['conv2d', 'batch_normalization', 're_lu']);
    expect(diff.removed).toEqual([]);
    expect(diff.changed).toEqual([]);
    expect(diff.counterparts.get('conv2d')).toBe('conv2d_1');
    expect(diff.wires.moved.map(([old, now]) => [old.source, now.source])).toEqual([['input_layer', 're_lu']]);
  });

  it('pairs layers one to one, whatever two documents are', () => {
    const documents = fc
      .array(anyCommand, { maxLength: 25 })
      .map((commands) => applyCommands(emptyDocument('random'), commands));
    fc.assert(
      fc.property(documents, documents, (a, b) => {
        const diff = diffDocuments(a, b);
        const partners = [...diff.counterparts.values()];
        expect(new Set(partners).size).toBe(partners.length);
        expect(diff.added.length + partners.length).toBe(Object.keys(b.graph.nodes).length);
        expect(diff.removed.length + partners.length).toBe(Object.keys(a.graph.nodes).length);
        const edges = Object.keys(b.graph.edges).length - diff.wires.added.length;
        expect(Object.keys(a.graph.edges).length - diff.wires.removed.length).toBe(edges);
        expect(diffDocuments(a, a)).toMatchObject({ added: [], removed: [], changed: [], renamed: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('of three thousand layers matches each', () => {
    const many = Array.from({ length: 1000 }, (_, i) => 2 + (i % 5));
    const a = stages(many).graph;
    const b = anonymous(stages(many.with(500, 99))).graph;
    const matches = matchLayers(a, b);
    expect(matches.size).toBe(3003);
    expect([...matches].every(([id, match]) => a.nodes[id]?.kind === b.nodes[match.id]?.kind)).toBe(true);
  });
});

describe('commonSequence', () => {
  it('is as long as any other that both have', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    const subsequences = (list: readonly string[]): readonly string[] =>
      list.reduce<readonly string[]>((all, one) => all.concat(all.map((text) => text + one)), ['']);
    fc.assert(
      fc.property(words, words, (a, b) => {
        const pairs = commonSequence(a, b, (x, y) => x === y) ?? [];
        const ofB = new Set(subsequences(b));
        const longest = Math.max(...subsequences(a).map((text) => (ofB.has(text) ? text.length : 0)));
        expect(pairs.length).toBe(longest);
        pairs.forEach(([i, j], at) => {
          expect(a[i]).toBe(b[j]);
          const [k, l] = pairs[at - 1] ?? [-1, -1];
          expect(i > k && j > l).toBe(true);
        });
      }),
    );
  });
});
