import { describe, expect, it } from 'vitest';
import { documentOf } from '../analysis/testing/graph.ts';
import { applyCommand, mergeKey } from './commands.ts';
import { commonFields } from './common-fields.ts';
import type { LayerNode } from './schema.ts';

const document = documentOf([
  ['in', 'input'],
  ['a', 'conv2d', { filters: 8, padding: 'same' }, ['in']],
  ['b', 'conv2d', { filters: 16, padding: 'same' }, ['a']],
  ['pool', 'maxPooling2d', { padding: 'same', strides: [2, 2] }, ['b']],
  ['act', 'activation', {}, ['pool']],
]);
const nodes = (...ids: string[]): readonly LayerNode[] => ids.flatMap((id) => document.graph.nodes[id] ?? []);
const keys = (...ids: string[]) => commonFields(nodes(...ids)).map(({ spec }) => spec.key);

describe('commonFields', () => {
  it('are all fields of layers of one kind, with what they have or that they differ', () => {
    const found = commonFields(nodes('a', 'b'));
    expect(found.find(({ spec }) => spec.key === 'filters')).toMatchObject({ value: 8, mixed: true });
    expect(found.find(({ spec }) => spec.key === 'padding')).toMatchObject({ value: 'same', mixed: false });
    expect(found.length).toBe(commonFields(nodes('a')).length);
  });

  it('compares what is not set with what is', () => {
    const [strides] = commonFields(nodes('a', 'pool')).filter(({ spec }) => spec.key === 'strides');
    expect(strides).toMatchObject({ value: [1, 1], mixed: true });
  });

  it('are those of every kind in the selection', () => {
    expect(keys('a', 'pool')).toEqual(['strides', 'padding']);
    expect(keys('a', 'act')).toEqual(['activation']);
    expect(keys('a', 'in')).toEqual([]);
    expect(keys()).toEqual([]);
  });
});

describe('setCommon', () => {
  it('sets it in all that have it, as one command that typing melts into', () => {
    const command = { type: 'setCommon', nodes: ['a', 'pool', 'act', 'gone'], params: { strides: [3, 3] } } as const;
    const after = applyCommand(document, command);
    expect(after.graph.nodes.a?.params.strides).toEqual([3, 3]);
    expect(after.graph.nodes.pool?.params.strides).toEqual([3, 3]);
    expect(after.graph.nodes.act).toBe(document.graph.nodes.act);
    expect(mergeKey(command)).toBe(mergeKey({ ...command, params: { strides: [4, 4] } }));
    expect(mergeKey(command)).not.toBe(mergeKey({ ...command, nodes: ['a'] }));
  });

  it('leaves the document as it is where none has it', () => {
    expect(applyCommand(document, { type: 'setCommon', nodes: ['in'], params: { filters: 3 } })).toBe(document);
  });
});
