import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { documentOf } from '../analysis/testing/graph.ts';
import { defaultParams, describeFields, layerDefinitions, parseParams } from '../layers/registry.ts';
import { applyCommand } from './commands.ts';
import { carriedParams, replaceLayer } from './replace.ts';
import type { StrideDocument } from './schema.ts';

const document = documentOf([
  ['in', 'input', { shape: [16, 16, 3] }],
  [
    'conv2d_1',
    'conv2d',
    { filters: 8, kernelSize: [5, 5], strides: [2, 2], padding: 'same', activation: 'relu' },
    ['in'],
  ],
  ['stem', 'conv2d', { filters: 4, kernelSize: [3, 1] }, ['conv2d_1']],
  ['join', 'add', {}, ['stem', 'stem']],
]);

function replaced(source: StrideDocument, id: string, kind: string): StrideDocument {
  const command = replaceLayer(source, id, kind);
  if (!command) throw new Error('nothing to replace');
  return applyCommand(source, command);
}

describe('replaceLayer', () => {
  it('keeps the wires, and the shape where the settings decide it', () => {
    const after = replaced(document, 'conv2d_1', 'maxPooling2d');
    expect(after.graph.edges).toBe(document.graph.edges);
    expect(after.graph.nodes.conv2d_1?.params).toMatchObject({ poolSize: [5, 5], strides: [2, 2], padding: 'same' });
    expect(analyze(after.graph).nodes.conv2d_1?.output?.shape).toEqual([8, 8, 3]);
  });

  it('gives a name of the kind, unless somebody chose one', () => {
    expect(replaced(document, 'conv2d_1', 'maxPooling2d').graph.nodes.conv2d_1?.name).toBe('max_pooling2d');
    expect(replaced(document, 'stem', 'maxPooling2d').graph.nodes.stem?.name).toBe('stem');
  });

  it('drops the wires that the new kind does not take', () => {
    const after = replaced(document, 'join', 'relu');
    expect(Object.values(after.graph.edges).filter(({ target }) => target === 'join')).toHaveLength(1);
  });

  it('refuses what is not there, not known, or the same', () => {
    expect(replaceLayer(document, 'gone', 'relu')).toBeNull();
    expect(replaceLayer(document, 'stem', 'mystery')).toBeNull();
    expect(replaceLayer(document, 'stem', 'conv2d')).toBeNull();
  });

  it('hands weights that others use to the first of them', () => {
    const tied = applyCommand(document, { type: 'share', node: 'stem', owner: 'conv2d_1' });
    expect(replaced(tied, 'conv2d_1', 'relu').graph.nodes.stem).not.toHaveProperty('sharesWith');
    expect(replaced(tied, 'stem', 'relu').graph.nodes.stem).not.toHaveProperty('sharesWith');
  });
});

describe('carriedParams', () => {
  it.each([
    ['conv2d', { filters: 8 }, 'dense', { units: 8 }],
    [
      'dense',
      { units: 8, useBias: false, activation: 'relu' },
      'conv1d',
      { filters: 8, useBias: false, activation: 'relu' },
    ],
    ['conv2d', { kernelSize: [5, 5] }, 'conv3d', { kernelSize: [5, 5, 5] }],
    ['conv1d', { kernelSize: 5, dilationRate: 2 }, 'conv2d', { kernelSize: [5, 5], dilationRate: [2, 2] }],
    ['dropout', { rate: 0.3 }, 'spatialDropout2d', { rate: 0.3 }],
    ['batchNormalization', { epsilon: 0.01 }, 'layerNormalization', { epsilon: 0.01 }],
    ['maxPooling2d', { poolSize: [3, 3] }, 'averagePooling2d', { poolSize: [3, 3] }],
  ] as const)('of %s with %o to %s', (from, params, to, expected) => {
    expect(carriedParams({ kind: from, params }, to)).toMatchObject(expected);
  });

  it.each([
    ['a window of unequal sides', 'conv2d', { kernelSize: [3, 1] }, 'conv1d', 'kernelSize'],
    ['groups of channels, groups of filters', 'conv2d', { groups: 4 }, 'groupNormalization', 'groups'],
    ['padding by name, padding in rows', 'conv2d', { padding: 'same' }, 'zeroPadding2d', 'padding'],
    ['the function of a state', 'dense', { activation: 'relu' }, 'lstm', 'activation'],
    ['the axis that is joined', 'concatenate', { axis: 1 }, 'softmax', 'axis'],
    ['what the new kind refuses', 'conv2d', { filters: -3 }, 'dense', 'units'],
  ] as const)('leaves %s', (_, from, params, to, field) => {
    const standard = describeFields(to).find(({ key }) => key === field)?.defaultValue;
    expect(carriedParams({ kind: from, params }, to)[field]).toEqual(standard);
  });

  it('is always what the new kind reads', () => {
    for (const { kind } of layerDefinitions)
      for (const other of layerDefinitions) {
        const carried = carriedParams({ kind, params: defaultParams(kind) }, other.kind);
        expect(parseParams(other.kind, carried), `${kind} → ${other.kind}`).toEqual({ ok: true, value: carried });
      }
  });
});
