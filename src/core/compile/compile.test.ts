import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import type { Line } from '../analysis/testing/graph.ts';
import { documentOf, graphOf } from '../analysis/testing/graph.ts';
import { compileNetwork } from './compile.ts';
import { kerasLayers } from './layers.ts';

const branched: readonly Line[] = [
  ['in', 'input', { shape: [8, 8, 3] }],
  ['long1', 'conv2d', { filters: 4, padding: 'same' }, ['in']],
  ['short', 'conv2d', { filters: 4, kernelSize: [1, 1] }, ['in']],
  ['long2', 'conv2d', { filters: 4, padding: 'same' }, ['long1']],
  ['sum', 'add', {}, ['long2', 'short']],
  ['flat', 'flatten', {}, ['sum']],
  ['out', 'dense', { units: 3, activation: 'softmax' }, ['flat']],
];

describe('compileNetwork', () => {
  it('writes layers, wires in port order and ends as Keras does', () => {
    const compiled = compileNetwork(documentOf(branched));
    if (!compiled.ok) throw new Error('refused');
    const { topology, nodeIds, inputShape, outputShape, outputActivation } = compiled.value;
    expect(topology.config.name).toBe('test');
    expect(topology.config.layers.map((layer) => [layer.class_name, layer.name])).toEqual([
      ['InputLayer', 'in'],
      ['Conv2D', 'long1'],
      ['Conv2D', 'long2'],
      ['Conv2D', 'short'],
      ['Add', 'sum'],
      ['Flatten', 'flat'],
      ['Dense', 'out'],
    ]);
    expect(topology.config.layers.find((layer) => layer.name === 'sum')?.inbound_nodes).toEqual([
      [
        ['long2', 0, 0, {}],
        ['short', 0, 0, {}],
      ],
    ]);
    expect(topology.config.layers[0]?.inbound_nodes).toEqual([]);
    expect(topology.config.layers[1]?.config).toMatchObject({ name: 'long1', filters: 4, padding: 'same' });
    expect([topology.config.input_layers, topology.config.output_layers]).toEqual([[['in', 0, 0]], [['out', 0, 0]]]);
    expect([inputShape, outputShape, outputActivation]).toEqual([[8, 8, 3], [3], 'softmax']);
    expect(nodeIds.sum).toBe('sum');
  });

  it('gives the node behind each layer name', () => {
    const document = documentOf(branched);
    const node = document.graph.nodes.out;
    if (!node) throw new Error('no node');
    const nodes = { ...document.graph.nodes, out: { ...node, name: 'scores' } };
    const compiled = compileNetwork({ nodes, edges: document.graph.edges }, 'renamed');
    expect(compiled.ok && compiled.value.nodeIds.scores).toBe('out');
    expect(compiled.ok && compiled.value.topology.config.name).toBe('renamed');
  });

  it('compiles several inputs and outputs, and names them', () => {
    const compiled = compileNetwork(
      documentOf([
        ['left', 'input', { shape: [4, 4, 2] }],
        ['right', 'input', { shape: [4, 4, 2] }],
        ['sum', 'add', {}, ['left', 'right']],
        ['flat', 'flatten', {}, ['sum']],
        ['class', 'dense', { units: 3, activation: 'softmax' }, ['flat']],
        ['side', 'flatten', {}, ['right']],
      ]),
    );
    if (!compiled.ok) throw new Error('refused');
    const { topology, inputs, outputs } = compiled.value;
    expect(topology.config.input_layers.map(([name]) => name)).toEqual(['left', 'right']);
    expect(topology.config.output_layers.map(([name]) => name)).toEqual(['class', 'side']);
    expect(inputs.map(({ nodeId, shape }) => [nodeId, shape])).toEqual([
      ['left', [4, 4, 2]],
      ['right', [4, 4, 2]],
    ]);
    expect(outputs.map(({ nodeId, shape, activation }) => [nodeId, shape, activation])).toEqual([
      ['class', [3], 'softmax'],
      ['side', [32], 'linear'],
    ]);
  });

  it('names the layer whose weights a layer uses, through any number of others', () => {
    const { nodes, edges } = documentOf([
      ['in', 'input', { shape: [4] }],
      ['a', 'dense', { units: 4 }, ['in']],
      ['b', 'dense', { units: 4 }, ['a']],
      ['c', 'dense', { units: 4 }, ['b']],
    ]).graph;
    const sharing = (id: string, sharesWith: string) => ({
      ...(nodes[id] ?? { kind: '', params: {} }),
      id,
      name: id,
      sharesWith,
    });
    const graph = { nodes: { ...nodes, b: sharing('b', 'a'), c: sharing('c', 'b') }, edges };
    const compiled = compileNetwork(graph);
    if (!compiled.ok) throw new Error('refused');
    const owners = compiled.value.topology.config.layers.map((layer) => layer.shares_with ?? null);
    expect(owners).toEqual([null, null, 'a', 'a']);
  });

  it('gives layers names that Keras and tfjs take, each its own', () => {
    const document = documentOf([
      ['in', 'input'],
      ['Étape 1', 'relu', {}, ['in']],
      ['Etape_1', 'relu', {}, ['Étape 1']],
      ['畳み込み', 'relu', {}, ['Etape_1']],
    ]);
    const compiled = compileNetwork(document);
    if (!compiled.ok) throw new Error('refused');
    expect(compiled.value.topology.config.layers.map((layer) => layer.name)).toEqual([
      'in',
      'Etape_2',
      'Etape_1',
      'layer____',
    ]);
    expect(compiled.value.nodeIds.Etape_2).toBe('Étape 1');
  });

  it.each<[string, readonly Line[], string]>([
    [
      'errors of the analysis',
      [
        ['in', 'input'],
        ['fc', 'dense', { units: 0 }, ['in']],
      ],
      'params.atLeast',
    ],
    ['an empty network', [], 'graph.empty'],
    ['an Input alone', [['in', 'input']], 'compile.noOutput'],
  ])('refuses %s', (_, lines, code) => {
    const compiled = compileNetwork(graphOf(lines));
    expect(compiled.ok ? [] : compiled.error.map((one) => one.code)).toContain(code);
  });

  it.each<[string, readonly Line[], string]>([
    [
      'a Softmax layer',
      [
        ['in', 'input', { shape: [4] }],
        ['out', 'softmax', {}, ['in']],
      ],
      'softmax',
    ],
    [
      'a flattened sigmoid',
      [
        ['in', 'input'],
        ['a', 'sigmoid', {}, ['in']],
        ['out', 'flatten', {}, ['a']],
      ],
      'sigmoid',
    ],
    [
      'a Dense without activation',
      [
        ['in', 'input', { shape: [4] }],
        ['out', 'dense', {}, ['in']],
      ],
      'linear',
    ],
    [
      'a sum of ReLUs',
      [
        ['in', 'input'],
        ['a', 'relu', {}, ['in']],
        ['out', 'add', {}, ['a', 'a']],
      ],
      'linear',
    ],
  ])('knows the activation at the end of %s', (_, lines, activation) => {
    const compiled = compileNetwork(graphOf(lines));
    expect(compiled.ok && compiled.value.outputActivation).toBe(activation);
  });
});

describe('kerasLayers', () => {
  it('lists shapes, counts and inbound names', () => {
    const graph = graphOf(branched);
    const layers = kerasLayers(graph, analyze(graph));
    expect(layers.find((layer) => layer.id === 'out')).toEqual({
      id: 'out',
      name: 'out',
      className: 'Dense',
      outputShape: [3],
      parameters: 771,
      trainable: 771,
      macs: 768,
      inbound: ['flat'],
    });
  });

  it('lists a broken network too', () => {
    const graph = graphOf([
      ['in', 'input'],
      ['a', 'conv2d', { filters: -1 }, ['in', 'b']],
      ['b', 'mystery', {}, ['a']],
    ]);
    const layers = kerasLayers(graph, analyze(graph));
    expect(layers.map((layer) => [layer.className, layer.outputShape])).toEqual([
      ['InputLayer', [28, 28, 1]],
      ['Conv2D', null],
      ['mystery', null],
    ]);
  });
});
