import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { documentOf } from '../analysis/testing/graph.ts';
import { applyCommand, applyCommands } from './commands.ts';
import { canConnect, newNode, newNodes } from './edit.ts';
import { copyFragment, duplicate, parseFragment, pasteFragment } from './fragment.ts';
import { emptyDocument, type StrideDocument } from './schema.ts';
import { anyCommand } from './testing/arbitrary.ts';

const document = documentOf([
  ['in', 'input', { shape: [8, 8, 3] }],
  ['conv', 'conv2d', { padding: 'same' }, ['in']],
  ['pool', 'maxPooling2d', {}, ['conv']],
  ['flat', 'flatten', {}, ['pool']],
  ['sum', 'add', {}, ['conv']],
  ['free', 'conv2d'],
]);

describe('canConnect', () => {
  const ask = (source: string, target: string) => canConnect(document.graph, analyze(document.graph), source, target);

  it('gives the port: the next of a merge, the only one otherwise', () => {
    expect(ask('in', 'free')).toEqual({ ok: true, value: { port: 0, replaces: null } });
    expect(ask('conv', 'sum')).toEqual({ ok: true, value: { port: 1, replaces: null } });
    expect(ask('in', 'pool')).toEqual({ ok: true, value: { port: 0, replaces: 'pool:0' } });
  });

  it.each([
    ['conv', 'conv', 'connect.self', 'error'],
    ['in', 'conv', 'connect.exists', 'error'],
    ['flat', 'conv', 'connect.cycle', 'error'],
    ['conv', 'in', 'arity.source', 'error'],
    ['conv', 'gone', 'connect.missing', 'error'],
    ['flat', 'free', 'rank.mismatch', 'warning'],
    ['pool', 'sum', 'shape.mismatch', 'warning'],
  ])('refuses %s → %s: %s', (source, target, code, severity) => {
    expect(ask(source, target)).toMatchObject({ ok: false, error: { code, severity } });
  });

  it('lets a wire of unknown shape through', () => {
    expect(ask('free', 'sum').ok).toBe(true);
  });
});

describe('newNode', () => {
  it('has a Keras-like name that is free, and the defaults', () => {
    expect(newNode(document, 'maxPooling2d')).toMatchObject({ id: 'max_pooling2d', name: 'max_pooling2d' });
    const [first, second] = newNodes(document, [{ kind: 'conv2d' }, { kind: 'conv2d', params: { filters: 7 } }]);
    expect([first?.name, second?.name]).toEqual(['conv2d', 'conv2d_1']);
    expect(second?.params).toMatchObject({ filters: 7, kernelSize: [3, 3] });
    const named = applyCommand(document, { type: 'rename', node: 'free', name: 'conv2d' });
    expect(newNode(named, 'conv2d').name).toBe('conv2d_1');
    expect(newNode(document, 'leakyRelu').name).toBe('leaky_re_lu');
  });
});

describe('fragments', () => {
  it('paste with fresh ids and names, inner wires and positions kept', () => {
    const fragment = copyFragment(document, ['conv', 'pool']);
    const { command, ids } = pasteFragment(document, fragment, { x: 10, y: 20 });
    const after = applyCommand(document, command);
    expect(ids).toEqual(['conv_1', 'pool_1']);
    expect(after.graph.nodes.pool_1).toEqual({ ...document.graph.nodes.pool, id: 'pool_1', name: 'pool_1' });
    expect(Object.values(after.graph.edges).filter((edge) => ids.includes(edge.target))).toMatchObject([
      { source: 'conv_1', target: 'pool_1', port: 0 },
    ]);
    expect(after.layout.pool_1).toEqual({ x: 10, y: (document.layout.pool?.y ?? 0) + 20 });
    expect(after.graph.nodes.conv).toBe(document.graph.nodes.conv);
  });

  it('keep the inputs where asked and where they still exist', () => {
    const fragment = copyFragment(document, ['conv', 'pool']);
    const kept = pasteFragment(document, fragment, { x: 0, y: 0 }, { keepInputs: true });
    expect(kept.command.edges).toEqual(
      expect.arrayContaining([{ id: 'conv_1:0', source: 'in', target: 'conv_1', port: 0 }]),
    );
    const elsewhere = pasteFragment(emptyDocument('other'), fragment, { x: 0, y: 0 }, { keepInputs: true });
    expect(elsewhere.command.edges).toHaveLength(1);
  });

  it('share weights among the copies, or with the layer that was not copied', () => {
    const { nodes } = document.graph;
    const twin = { id: 'twin', kind: 'conv2d', name: 'twin', params: {}, sharesWith: 'conv' };
    const siamese: StrideDocument = { ...document, graph: { ...document.graph, nodes: { ...nodes, twin } } };
    const pasted = (from: readonly string[], into: StrideDocument = siamese) =>
      pasteFragment(into, copyFragment(siamese, from), { x: 0, y: 0 }).command.nodes.at(-1);
    expect(pasted(['conv', 'twin'])).toMatchObject({ id: 'twin_1', sharesWith: 'conv_1' });
    expect(pasted(['twin'])).toMatchObject({ id: 'twin_1', sharesWith: 'conv' });
    expect(pasted(['twin'], emptyDocument('other'))).not.toHaveProperty('sharesWith');
  });

  it('cross the clipboard as text, and nothing else does', () => {
    const fragment = copyFragment(document, ['conv']);
    expect(parseFragment(JSON.stringify(fragment))).toEqual(fragment);
    for (const text of [
      '',
      'conv',
      '{}',
      '[1]',
      JSON.stringify({ ...fragment, version: 2 }),
      JSON.stringify({ ...fragment, nodes: [] }),
    ])
      expect(parseFragment(text)).toBeNull();
  });

  it('of any document can be pasted twice without harm to the rest', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => {
        const before = applyCommands(emptyDocument('random'), commands);
        const all = Object.keys(before.graph.nodes);
        const once = duplicate(before, all);
        const middle = applyCommand(before, once.command);
        const after = applyCommand(middle, duplicate(middle, all).command);
        expect(Object.keys(after.graph.nodes)).toHaveLength(3 * all.length);
        expect(Object.keys(after.graph.edges)).toHaveLength(3 * Object.keys(before.graph.edges).length);
        for (const id of all) expect(after.graph.nodes[id]).toBe(before.graph.nodes[id]);
      }),
    );
  });
});
