import { describe, expect, it } from 'vitest';
import { endProblems } from '../../compile/compile.ts';
import { applyCommands } from '../../document/commands.ts';
import type { StrideDocument } from '../../document/schema.ts';
import type { Problem } from '../../problems/problem.ts';
import { analyze } from '../analyze.ts';
import type { Line } from '../testing/graph.ts';
import { documentOf } from '../testing/graph.ts';
import { fixCost } from './cost.ts';
import { fixesFor } from './fixes.ts';

const find = (document: StrideDocument, code: Problem['code']): Problem => {
  const found = analyze(document.graph).problems.find((one) => one.code === code);
  if (!found) throw new Error(`no ${code}`);
  return found;
};

const fixes = (document: StrideDocument, code: Problem['code']) =>
  fixesFor(document, analyze(document.graph), find(document, code));

const codes = (document: StrideDocument): readonly string[] => analyze(document.graph).problems.map((one) => one.code);

/** A residual block whose main path halves the image and doubles the channels, as ResNet-34's third stage. */
const residual: readonly Line[] = [
  ['in', 'input', { shape: [56, 56, 64] }],
  ['a', 'conv2d', { filters: 128, strides: [2, 2], padding: 'same', useBias: false }, ['in']],
  ['bn', 'batchNormalization', {}, ['a']],
  ['b', 'conv2d', { filters: 128, padding: 'same', useBias: false }, ['bn']],
  ['sum', 'add', {}, ['b', 'in']],
  ['end', 'relu', {}, ['sum']],
];

describe('fixesFor', () => {
  it('projects the short path of a residual block, with its cost', () => {
    const document = documentOf(residual);
    const found = fixes(document, 'shape.mismatch');
    expect(found.map((one) => one.title)).toEqual([
      'Insert 1×1 Conv, 128 filters, stride 2',
      'Remove sum, keep b',
      'Remove sum, keep in',
    ]);
    const [projection] = found;
    if (!projection) throw new Error('no fix');
    // 64·128 of the convolution, 4·128 of the normalisation; 28·28·128·64 multiplications.
    expect(fixCost(document, projection)).toMatchObject({ parameters: 8704, macs: 6_422_528 });
    const mended = applyCommands(document, projection.commands);
    expect(codes(mended)).toEqual([]);
    expect(analyze(mended.graph).nodes.sum?.output?.shape).toEqual([28, 28, 128]);
  });

  it('makes the same ids each time, none of them taken', () => {
    const document = documentOf([...residual, ['conv2d', 'relu', {}, ['end']]]);
    const [first] = fixes(document, 'shape.mismatch');
    expect(fixes(document, 'shape.mismatch')[0]).toEqual(first);
    const mended = applyCommands(document, first?.commands ?? []);
    expect(Object.keys(mended.graph.nodes)).toEqual(
      expect.arrayContaining([...Object.keys(document.graph.nodes), 'conv2d_1', 'batch_normalization']),
    );
    expect(mended.graph.nodes.conv2d).toEqual(document.graph.nodes.conv2d);
  });

  type Case = readonly [string, Problem['code'], readonly Line[], readonly string[]];
  const image: Line = ['in', 'input', { shape: [12, 12, 3] }];
  const cases: readonly Case[] = [
    [
      'channels only',
      'shape.mismatch',
      [image, ['a', 'conv2d', { filters: 8, padding: 'same' }, ['in']], ['s', 'add', {}, ['a', 'in']]],
      [
        'Insert 1×1 Conv, 8 filters, stride 1',
        'Let a put out 3 channels',
        'Replace by Concatenate',
        'Remove s, keep a',
        'Remove s, keep in',
      ],
    ],
    [
      'size only',
      'shape.mismatch',
      [image, ['a', 'maxPooling2d', {}, ['in']], ['s', 'add', {}, ['a', 'in']]],
      ['Insert average pooling 2×2', 'Remove s, keep a', 'Remove s, keep in'],
    ],
    [
      'vectors',
      'shape.mismatch',
      [
        ['in', 'input', { shape: [6] }],
        ['a', 'dense', { units: 4 }, ['in']],
        ['s', 'add', {}, ['a', 'in']],
      ],
      [
        'Insert Dense, 4 units',
        'Let a put out 6 channels',
        'Replace by Concatenate',
        'Remove s, keep a',
        'Remove s, keep in',
      ],
    ],
    [
      'sides of Concatenate',
      'concat.mismatch',
      [image, ['a', 'maxPooling2d', {}, ['in']], ['c', 'concatenate', {}, ['in', 'a']]],
      ['Insert average pooling 2×2', 'Remove c, keep in', 'Remove c, keep a'],
    ],
    [
      'a border cut off on one branch',
      'shape.mismatch',
      [
        image,
        ['a', 'conv2d', { filters: 3 }, ['in']],
        ['b', 'conv2d', { filters: 3 }, ['a']],
        ['s', 'add', {}, ['b', 'in']],
      ],
      ['Set the padding of a, b to same', 'Remove s, keep b', 'Remove s, keep in'],
    ],
    [
      'a U-Net on an image of odd size',
      'concat.mismatch',
      [
        ['in', 'input', { shape: [25, 25, 4] }],
        ['down', 'maxPooling2d', {}, ['in']],
        ['up', 'upSampling2d', {}, ['down']],
        ['c', 'concatenate', {}, ['up', 'in']],
      ],
      ['Crop to 24×24', 'Pad to 25×25 with zeros', 'Remove c, keep up', 'Remove c, keep in'],
    ],
    [
      'a U-Net whose input can be padded',
      'concat.mismatch',
      [
        ['in', 'input', { shape: [25, 30, 4] }],
        ['stem', 'conv2d', { filters: 4, padding: 'same' }, ['in']],
        ['down', 'maxPooling2d', { padding: 'same' }, ['stem']],
        ['up', 'upSampling2d', {}, ['down']],
        ['c', 'concatenate', {}, ['up', 'stem']],
      ],
      [
        'Crop to 25×30',
        'Pad to 26×30 with zeros',
        'Pad the input to 26×30, a multiple of 2×2',
        'Remove c, keep up',
        'Remove c, keep stem',
      ],
    ],
    [
      'grey images without a channel axis',
      'rank.mismatch',
      [
        ['in', 'input', { shape: [28, 28] }],
        ['a', 'conv2d', {}, ['in']],
      ],
      ['Insert Reshape to 28×28×1'],
    ],
    [
      'an image into a layer of sequences',
      'rank.mismatch',
      [image, ['a', 'lstm', {}, ['in']]],
      ['Insert Reshape to 144×3'],
    ],
    [
      'a vector into a layer of sequences',
      'rank.mismatch',
      [
        ['in', 'input', { shape: [9] }],
        ['a', 'conv1d', {}, ['in']],
      ],
      ['Insert Reshape to 9×1'],
    ],
    [
      'a map into a layer of vectors',
      'rank.mismatch',
      [image, ['a', 'repeatVector', {}, ['in']]],
      ['Insert global average pooling', 'Insert Flatten'],
    ],
    [
      'a sequence into a layer of vectors',
      'rank.mismatch',
      [
        ['in', 'input', { shape: [9, 4] }],
        ['a', 'repeatVector', {}, ['in']],
      ],
      ['Insert global average pooling', 'Insert Flatten'],
    ],
    [
      'a volume into a layer of vectors',
      'rank.mismatch',
      [
        ['in', 'input', { shape: [9, 4, 4, 2] }],
        ['a', 'repeatVector', {}, ['in']],
      ],
      ['Insert global average pooling', 'Insert Flatten'],
    ],
    [
      'a layer of somebody else’s',
      'custom.shapeUnknown',
      [image, ['x', 'custom', { className: 'Mystery' }, ['in']], ['a', 'flatten', {}, ['x']]],
      ['Set outputShape to 12×12×3', 'Remove x'],
    ],
    [
      'a window',
      'window.misfit',
      [image, ['a', 'conv2d', { kernelSize: [15, 3] }, ['in']]],
      ['Set padding to same', 'Shrink the window to 12×3'],
    ],
    [
      'stride with dilation',
      'stride.dilation',
      [image, ['a', 'conv2d', { strides: [2, 2], dilationRate: [2, 2] }, ['in']]],
      ['Set dilationRate to 1×1', 'Set strides to 1×1'],
    ],
    [
      'a vector into a convolution',
      'rank.mismatch',
      [image, ['f', 'flatten', {}, ['in']], ['a', 'conv2d', {}, ['f']]],
      ['Insert Reshape to 12×12×3'],
    ],
    [
      'a missing input',
      'arity.none',
      [image, ['a', 'conv2d', {}, ['in']], ['b', 'relu']],
      ['Connect a', 'Connect in', 'Remove b'],
    ],
    [
      'half an Add',
      'arity.few',
      [image, ['a', 'relu', {}, ['in']], ['s', 'add', {}, ['a']]],
      ['Connect a', 'Connect in', 'Remove s'],
    ],
    [
      'a surplus wire',
      'arity.many',
      [image, ['a', 'relu', {}, ['in']], ['b', 'relu', {}, ['a', 'in']]],
      ['Remove the wire in → b', 'Remove the wire a → b'],
    ],
    [
      'a fed Input',
      'arity.source',
      [image, ['a', 'relu', {}, ['in']], ['b', 'input', {}, ['a']]],
      ['Remove the wire a → b'],
    ],
    [
      'a circle',
      'graph.cycle',
      [image, ['s', 'add', {}, ['in', 'b']], ['a', 'relu', {}, ['s']], ['b', 'relu', {}, ['a']]],
      ['Remove the wire b → s'],
    ],
    [
      'an unknown kind',
      'graph.unknownKind',
      [image, ['a', 'mystery', {}, ['in']], ['b', 'relu', {}, ['a']]],
      ['Remove a'],
    ],
    [
      'a wrong number',
      'params.atLeast',
      [image, ['a', 'conv2d', { filters: 0 }, ['in']]],
      ['Set filters to 32', 'Set a back to its defaults'],
    ],
    [
      'a wrong choice',
      'params.option',
      [image, ['a', 'conv2d', { padding: 'full' }, ['in']]],
      ['Set padding to valid', 'Set a back to its defaults'],
    ],
    [
      'an order of other axes',
      'params.option',
      [image, ['a', 'permute', { dims: [2, 1] }, ['in']]],
      ['Set dims to 2, 1, 3', 'Set dims to 1, 2, 3'],
    ],
    [
      'a reshape',
      'reshape.size',
      [image, ['a', 'reshape', { targetShape: [6, 6, 5] }, ['in']]],
      ['Set targetShape to 6×6×12', 'Replace by Flatten'],
    ],
    [
      'a reshape with a rest',
      'reshape.indivisible',
      [image, ['a', 'reshape', { targetShape: [7, -1] }, ['in']]],
      ['Replace by Flatten'],
    ],
    ['nothing', 'graph.empty', [], ['Add an Input']],
    ['no Input', 'graph.noInput', [['a', 'conv2d', { padding: 'same' }]], ['Add an Input']],
  ];

  it.each(cases)('mends %s', (_, code, lines, titles) => {
    const document = documentOf(lines);
    expect(fixes(document, code).map((one) => one.title)).toEqual(titles);
  });

  it('offers first what does not break the next block', () => {
    const conv = (filters: number) => ({ filters, kernelSize: [3, 3], padding: 'same' });
    const document = documentOf([
      ['in', 'input', { shape: [8, 8, 16] }],
      ['narrow', 'conv2d', conv(12), ['in']],
      ['sum', 'add', {}, ['in', 'narrow']],
      ['second', 'conv2d', conv(16), ['sum']],
      ['end', 'add', {}, ['sum', 'second']],
    ]);
    // A 1×1 convolution to 12 channels on the way past would mend `sum` and break `end`.
    const [first] = fixes(document, 'shape.mismatch');
    expect(first?.commands).toEqual([{ type: 'setParams', node: 'narrow', params: { filters: 16 } }]);
    expect(analyze(applyCommands(document, first?.commands ?? []).graph).problems).toEqual([]);
  });

  it('gives its own weights to a layer whose shared ones are nowhere, or takes it out', () => {
    const document = documentOf([
      ['in', 'input'],
      ['conv', 'conv2d', {}, ['in']],
      ['twin', 'conv2d', {}, ['in']],
    ]);
    const twin = document.graph.nodes.twin;
    if (!twin) throw new Error('no node');
    const nodes = { ...document.graph.nodes, twin: { ...twin, sharesWith: 'gone' } };
    const broken = { ...document, graph: { ...document.graph, nodes } };
    expect(fixes(broken, 'shared.missing').map((one) => one.title)).toEqual([
      'Give twin weights of its own',
      'Remove twin',
    ]);
  });

  it('renames the second of two layers with one name', () => {
    const document = documentOf([
      ['in', 'input'],
      ['conv', 'conv2d', {}, ['in']],
      ['b', 'relu', {}, ['conv']],
    ]);
    const twice = applyCommands(document, [{ type: 'rename', node: 'b', name: 'conv' }]);
    const [rename] = fixes(twice, 'graph.duplicateName');
    expect(applyCommands(twice, rename?.commands ?? []).graph.nodes.b?.name).toBe('conv_1');
  });

  it('leaves one output, without the layers that led only to the others', () => {
    const document = documentOf([
      ['in', 'input'],
      ['shared', 'relu', {}, ['in']],
      ['side', 'relu', {}, ['shared']],
      ['aux', 'flatten', {}, ['side']],
      ['main', 'flatten', {}, ['shared']],
    ]);
    const problems = endProblems(document.graph, analyze(document.graph));
    const refusal = problems.find((one) => one.code === 'compile.outputs');
    if (!refusal) throw new Error('not refused');
    const found = fixesFor(document, analyze(document.graph), refusal);
    const left = found.map((one) => Object.keys(applyCommands(document, one.commands).graph.nodes));
    expect(left).toEqual(
      expect.arrayContaining([
        ['in', 'shared', 'main'],
        ['in', 'shared', 'side', 'aux'],
      ]),
    );
  });

  it('counts no cost for layers that were waiting for the fix', () => {
    const document = documentOf([
      ['in', 'input', { shape: [4, 4, 3] }],
      ['a', 'maxPooling2d', { poolSize: [5, 5] }, ['in']],
      ['b', 'flatten', {}, ['a']],
      ['c', 'dense', {}, ['b']],
    ]);
    const [same] = fixes(document, 'window.misfit');
    if (!same) throw new Error('no fix');
    expect(fixCost(document, same)).toMatchObject({ parameters: 0, macs: 0, after: { unknown: 0 } });
  });
});
