import { describe, expect, it } from 'vitest';
import type { Problem } from '../problems/problem.ts';
import { analyze, createAnalyzer } from './analyze.ts';
import type { Line } from './testing/graph.ts';
import { graphOf, setParams } from './testing/graph.ts';
import type { NodeAnalysis } from './types.ts';

const lenetLike: readonly Line[] = [
  ['in', 'input', { shape: [28, 28, 1] }],
  ['conv', 'conv2d', { filters: 6, kernelSize: [5, 5], padding: 'same' }, ['in']],
  ['relu', 'relu', {}, ['conv']],
  ['pool', 'maxPooling2d', {}, ['relu']],
  ['flat', 'flatten', {}, ['pool']],
  ['fc', 'dense', { units: 10, activation: 'softmax' }, ['flat']],
];

const codes = (problems: readonly Problem[]): readonly string[] => problems.map((one) => one.code);

describe('analyze', () => {
  it('computes shapes, parameters and MACs down the wires', () => {
    const { nodes, totals, problems, inputIds, outputIds } = analyze(graphOf(lenetLike));
    expect(problems).toEqual([]);
    expect(nodes.conv?.output?.shape).toEqual([28, 28, 6]);
    expect(nodes.conv?.parameters.total).toBe(156);
    expect(nodes.flat?.output?.shape).toEqual([1176]);
    expect(nodes.fc?.parameters.total).toBe(11_770);
    expect(totals.parameters).toBe(11_926);
    expect(totals.macs).toBe(117_600 + 11_760);
    expect(totals.flops).toBe(2 * totals.macs);
    expect(totals.weightBytes).toBe(47_704);
    expect(totals.layers).toBe(6);
    // Convolution, pooling, dense; ReLU and Flatten cost nothing by the profiler's count.
    expect(totals.depth).toBe(3);
    expect([inputIds, outputIds]).toEqual([['in'], ['fc']]);
  });

  it('orders inputs before what they feed, whatever the order of the document', () => {
    const { order } = analyze(graphOf([...lenetLike].reverse()));
    expect(order).toEqual(['in', 'conv', 'relu', 'pool', 'flat', 'fc']);
  });

  it('names an empty network and one without Input', () => {
    expect(codes(analyze(graphOf([])).problems)).toEqual(['graph.empty']);
    expect(codes(analyze(graphOf([['fc', 'dense']])).problems)).toEqual(['graph.noInput', 'arity.none']);
  });

  it('reports the root of a mistake only', () => {
    const { nodes, problems, totals } = analyze(
      graphOf([
        ['in', 'input', { shape: [4, 4, 3] }],
        ['a', 'conv2d', { kernelSize: [7, 7] }, ['in']],
        ['b', 'conv2d', {}, ['a']],
        ['c', 'flatten', {}, ['b']],
      ]),
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'window.misfit', nodeId: 'a', field: 'kernelSize' });
    expect(problems[0]?.message).toContain('a: a window of 7×7');
    expect(nodes.c?.output).toBeNull();
    expect(nodes.c?.problems).toEqual([]);
    expect(totals.unknown).toBe(3);
  });

  it('puts a circle on each of its nodes and lists it once', () => {
    const { nodes, problems, order } = analyze(
      graphOf([
        ['in', 'input'],
        ['sum', 'add', {}, ['in', 'c']],
        ['b', 'relu', {}, ['sum']],
        ['c', 'relu', {}, ['b']],
        ['after', 'relu', {}, ['c']],
        ['self', 'relu', {}, ['self']],
      ]),
    );
    for (const id of ['sum', 'b', 'c', 'self']) expect(codes(nodes[id]?.problems ?? [])).toContain('graph.cycle');
    expect(nodes.after?.problems).toEqual([]);
    expect(problems.map((one) => one.values.names)).toEqual(expect.arrayContaining(['sum → b → c', 'self']));
    expect(codes(problems)).toEqual(['graph.cycle', 'graph.cycle']);
    expect([...order].sort()).toEqual(['after', 'b', 'c', 'in', 'self', 'sum']);
    expect(order.indexOf('after')).toBeGreaterThan(order.indexOf('c'));
  });

  it('does not overflow on a circle of thousands of layers', () => {
    const count = 5000;
    const lines: Line[] = Array.from({ length: count }, (_, i) => [
      `n${i}`,
      'relu',
      {},
      [`n${(i + count - 1) % count}`],
    ]);
    expect(codes(analyze(graphOf(lines)).problems)).toEqual(['graph.noInput', 'graph.cycle']);
  });

  it('checks number, rank and equality of inputs', () => {
    const { problems } = analyze(
      graphOf([
        ['in', 'input', { shape: [8, 8, 3] }],
        ['alone', 'add', {}, ['in']],
        ['twice', 'relu', {}, ['in', 'in']],
        ['fed', 'input', {}, ['in']],
        ['fc', 'dense', { units: 4 }, ['in']],
        ['flat', 'flatten', {}, ['in']],
        ['conv', 'conv2d', {}, ['flat']],
        ['half', 'maxPooling2d', {}, ['in']],
        ['sum', 'add', {}, ['in', 'half']],
      ]),
    );
    expect(Object.fromEntries(problems.map((one) => [one.nodeId, one.code]))).toEqual({
      alone: 'arity.few',
      twice: 'arity.many',
      fed: 'arity.source',
      conv: 'rank.mismatch',
      sum: 'shape.mismatch',
    });
    const sum = problems.find((one) => one.nodeId === 'sum');
    expect(sum?.message).toContain('8×8×3');
    expect(sum?.message).toContain('4×4×3');
  });

  it('says which field of the params is wrong, with limits and the value received', () => {
    const { problems } = analyze(
      graphOf([
        ['in', 'input'],
        ['conv', 'conv2d', { filters: 0, kernelSize: [3.5, 3], padding: 'full', useBias: 'yes' }, ['in']],
      ]),
    );
    expect(problems.map((one) => [one.field, one.code])).toEqual([
      ['filters', 'params.atLeast'],
      ['kernelSize', 'params.integer'],
      ['padding', 'params.option'],
      ['useBias', 'params.type'],
    ]);
    expect(problems[0]?.message).toBe('conv, filters: must be at least 1, received 0.');
  });

  it('names kinds it does not know, names used twice, and sizes beyond 2^53', () => {
    const graph = graphOf([
      ['in', 'input', { shape: [60_000, 60_000, 60_000] }],
      ['pad', 'zeroPadding2d', {}, ['in']],
      ['what', 'timeMachine', {}, ['in']],
      ['big', 'input', { shape: [2 ** 24, 2 ** 24, 2 ** 24] }],
    ]);
    const node = graph.nodes.pad;
    if (!node) throw new Error('no node');
    const found = analyze({ ...graph, nodes: { ...graph.nodes, pad: { ...node, name: 'in' } } });
    expect(codes(found.nodes.pad?.problems ?? [])).toEqual(['graph.duplicateName']);
    expect(codes(found.nodes.what?.problems ?? [])).toEqual(['graph.unknownKind']);
    expect(codes(found.nodes.big?.problems ?? [])).toEqual(['size.unsafe']);
    expect(found.nodes.big?.output).toBeNull();
  });

  it('ignores wires whose end is missing', () => {
    const graph = graphOf(lenetLike);
    const edges = { ...graph.edges, stray: { id: 'stray', source: 'gone', target: 'fc', port: 3 } };
    expect(analyze({ ...graph, edges }).problems).toEqual([]);
  });
});

describe('createAnalyzer', () => {
  const changed = (before: Readonly<Record<string, NodeAnalysis>>, after: Readonly<Record<string, NodeAnalysis>>) =>
    Object.keys(after).filter((id) => before[id] !== after[id]);

  it('computes again only what an edit reaches', () => {
    const analyzer = createAnalyzer();
    const graph = graphOf([
      ['in', 'input', { shape: [32, 32, 3] }],
      ['a', 'conv2d', { padding: 'same' }, ['in']],
      ['a2', 'conv2d', { padding: 'same' }, ['a']],
      ['b', 'conv2d', { padding: 'same' }, ['in']],
      ['b2', 'relu', {}, ['b']],
      ['join', 'concatenate', {}, ['a2', 'b2']],
      ['end', 'globalAveragePooling2d', {}, ['join']],
    ]);
    const first = analyzer.analyze(graph);
    const wider = setParams(graph, 'a', { filters: 48 });
    const second = analyzer.analyze(wider);
    // a2 takes more channels and gives as many as before: the change stops there.
    expect(changed(first.nodes, second.nodes)).toEqual(['a', 'a2']);
    const third = analyzer.analyze(setParams(wider, 'b', { filters: 8 }));
    expect(changed(second.nodes, third.nodes).sort()).toEqual(['b', 'b2', 'end', 'join']);
    expect(third.nodes.join?.output?.shape).toEqual([32, 32, 40]);
  });

  it('returns the same analysis for a graph that says the same', () => {
    const analyzer = createAnalyzer();
    const graph = graphOf(lenetLike);
    const first = analyzer.analyze(graph);
    expect(analyzer.analyze(graph)).toBe(first);
    const node = graph.nodes.conv;
    if (!node) throw new Error('no node');
    expect(analyzer.analyze({ ...graph, nodes: { ...graph.nodes, conv: { ...node } } })).toBe(first);
  });

  it('keeps the figures of the others when a layer goes', () => {
    const analyzer = createAnalyzer();
    const first = analyzer.analyze(graphOf(lenetLike));
    const second = analyzer.analyze(graphOf(lenetLike.slice(0, -1)));
    expect(changed(first.nodes, second.nodes)).toEqual([]);
    expect(second.totals.parameters).toBe(156);
    expect(second.outputIds).toEqual(['flat']);
  });

  it('says of each graph in a row what a fresh analysis says of it', () => {
    const analyzer = createAnalyzer();
    const base = graphOf(lenetLike);
    const rewire = (source: string, target: string, port: number) => ({
      ...base,
      edges: { ...base.edges, extra: { id: 'extra', source, target, port } },
    });
    const row = [
      base,
      setParams(base, 'conv', { kernelSize: [99, 99], padding: 'valid' }),
      setParams(base, 'conv', { filters: -1 }),
      rewire('fc', 'conv', 0),
      rewire('flat', 'fc', 1),
      setParams(base, 'in', { shape: [64, 64, 3] }),
      setParams(base, 'conv', { dilationRate: [2, 2] }),
      graphOf([]),
      base,
    ];
    for (const graph of row) {
      const got = analyzer.analyze(graph);
      expect(JSON.parse(JSON.stringify(got))).toEqual(JSON.parse(JSON.stringify(analyze(graph))));
    }
  });
});

describe('receptive field', () => {
  it('grows with kernels, strides and dilation, per axis', () => {
    const { nodes } = analyze(
      graphOf([
        ['in', 'input', { shape: [64, 64, 3] }],
        ['a', 'conv2d', { kernelSize: [3, 5], strides: [2, 1] }, ['in']],
        ['b', 'conv2d', { kernelSize: [3, 1], dilationRate: [2, 1] }, ['a']],
        ['c', 'relu', {}, ['b']],
        ['d', 'globalAveragePooling2d', {}, ['c']],
      ]),
    );
    expect(nodes.a?.receptiveField).toMatchObject({ size: [3, 5], jump: [2, 1], start: [0, 0] });
    expect(nodes.b?.receptiveField).toMatchObject({ size: [11, 5], jump: [2, 1] });
    expect(nodes.b?.receptiveField?.formula.map((f) => f.value)).toEqual([11, 5]);
    expect(nodes.c?.receptiveField).toBe(nodes.b?.receptiveField);
    expect(nodes.d?.receptiveField).toBeNull();
  });

  it('is 212 pixels every 32 after the last pooling of VGG-16', () => {
    const lines: Line[] = [['x0', 'input', { shape: [224, 224, 3] }]];
    for (const convolutions of [2, 2, 3, 3, 3]) {
      for (let i = 0; i < convolutions; i++)
        lines.push([`x${lines.length}`, 'conv2d', { filters: 4, padding: 'same' }, [`x${lines.length - 1}`]]);
      lines.push([`x${lines.length}`, 'maxPooling2d', {}, [`x${lines.length - 1}`]]);
    }
    const last = analyze(graphOf(lines)).nodes[`x${lines.length - 1}`];
    expect(last?.receptiveField).toMatchObject({ size: [212, 212], jump: [32, 32] });
  });

  it('starts in the padding, explicit or same', () => {
    const { nodes } = analyze(
      graphOf([
        ['in', 'input', { shape: [224, 224, 3] }],
        [
          'pad',
          'zeroPadding2d',
          {
            padding: [
              [3, 3],
              [2, 3],
            ],
          },
          ['in'],
        ],
        ['stem', 'conv2d', { kernelSize: [7, 7], strides: [2, 2] }, ['pad']],
        ['same', 'conv2d', { padding: 'same' }, ['stem']],
      ]),
    );
    expect(nodes.stem?.receptiveField).toMatchObject({ size: [7, 7], jump: [2, 2], start: [-3, -2] });
    expect(nodes.same?.receptiveField).toMatchObject({ size: [11, 11], start: [-5, -4] });
  });

  it('is the union of the branches where they merge, each in its place', () => {
    const { nodes } = analyze(
      graphOf([
        ['in', 'input', { shape: [32, 32, 3] }],
        ['small', 'conv2d', { kernelSize: [3, 3], padding: 'same' }, ['in']],
        ['large', 'conv2d', { kernelSize: [7, 1], padding: 'same' }, ['in']],
        ['join', 'concatenate', {}, ['small', 'large']],
      ]),
    );
    expect(nodes.join?.receptiveField).toMatchObject({ size: [7, 3], start: [-3, -1] });
    expect(nodes.join?.receptiveField?.formula.map((f) => f.value)).toEqual([7, 3]);
  });
});
