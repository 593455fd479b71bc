import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { network } from '../build/network.ts';
import { applyCommand, applyCommands } from '../document/commands.ts';
import { pasteFragment } from '../document/fragment.ts';
import { emptyDocument } from '../document/schema.ts';
import { fragmentFromText, fragmentToText, type ReadFragment } from './fragment-text.ts';

/** What Keras 3.15 writes of a model, of two of its layers, of a list of layers and of one (conformance/fragment_fixtures.py). */
const keras: Record<'model' | 'wired' | 'chain' | 'one', unknown> = JSON.parse(
  readFileSync(new URL('fixtures/keras-fragments.json', import.meta.url)).toString(),
);

function read(text: string): ReadFragment {
  const found = fragmentFromText(text);
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

const wires = ({ fragment }: ReadFragment): readonly string[] =>
  fragment.edges.map(({ source, target, port }) => `${source}>${target}:${port}`);

describe('Stride’s own text', () => {
  const net = network('block');
  const x = net.input([8, 8, 4]);
  net.group('stage', () => {
    const a = net.conv2d(x, { filters: 4 }, 'a');
    net.group('inner', () => net.relu(net.batchNormalization(a, {}, 'bn'), {}, 'act'));
  });
  const document = net.document();

  it('comes back whole, its groups in one another', () => {
    const { fragment, from, report } = read(fragmentToText(document, ['a', 'bn', 'act']));
    expect([from, report]).toEqual(['stride', null]);
    const { command } = pasteFragment(document, fragment, { x: 0, y: 300 });
    const pasted = applyCommand(document, command);
    const named = Object.values(pasted.groups).map(({ id, name, members, parent }) => [
      name,
      members.map((member) => pasted.graph.nodes[member]?.name),
      parent === null ? null : pasted.groups[parent]?.name,
      Object.hasOwn(document.groups, id),
    ]);
    expect(named).toHaveLength(4);
    expect(named).toEqual(
      expect.arrayContaining([
        ['stage', ['a_1'], null, false],
        ['inner', ['bn_1', 'act_1'], 'stage', false],
      ]),
    );
    const copies = Object.values(pasted.groups).filter(({ id }) => !Object.hasOwn(document.groups, id));
    const inner = copies.find(({ name }) => name === 'inner');
    expect(copies.map(({ id }) => id)).toContain(inner?.parent);
  });

  it('has no group of which a part was left behind', () => {
    expect(read(fragmentToText(document, ['bn', 'act'])).fragment.groups?.map(({ name }) => name)).toEqual(['inner']);
    expect(read(fragmentToText(document, ['a', 'bn'])).fragment.groups).toBeUndefined();
  });

  it('may be a whole document', () => {
    const { fragment } = read(JSON.stringify(document));
    const { command } = pasteFragment(emptyDocument('other'), fragment, { x: 0, y: 0 });
    expect(applyCommand(emptyDocument('other'), command)).toMatchObject({
      graph: { nodes: document.graph.nodes },
      layout: document.layout,
      groups: document.groups,
    });
  });
});

describe('Keras’s text', () => {
  it('of a model is its network', () => {
    const found = read(JSON.stringify(keras.model));
    const { command } = pasteFragment(emptyDocument('new'), found.fragment, { x: 0, y: 0 });
    const analysis = analyze(applyCommand(emptyDocument('new'), command).graph);
    expect(analysis.problems).toEqual([]);
    // 3·3·4·4 + 4 twice, and 8·8·4·3 + 3: what model.summary() says.
    expect(analysis.totals.parameters).toBe(1067);
  });

  it('of a list of layers is a chain that ends wait to be wired', () => {
    const found = read(JSON.stringify(keras.chain));
    expect(found.fragment.nodes.map(({ kind }) => kind)).toEqual([
      'conv2d',
      'batchNormalization',
      'relu',
      'maxPooling2d',
    ]);
    expect(found.fragment.nodes[0]?.params).toMatchObject({ filters: 8, kernelSize: [5, 5], strides: [2, 2] });
    expect(wires(found)).toEqual(['c1>n1:0', 'n1>r1:0', 'r1>p1:0']);
    expect(found.report).toMatchObject({ layers: 4, custom: [], changed: [] });
    const target = applyCommands(emptyDocument('new'), [
      pasteFragment(emptyDocument('new'), found.fragment, { x: 0, y: 0 }).command,
      {
        type: 'add',
        nodes: [{ id: 'in', kind: 'input', name: 'in', params: { shape: [28, 28, 1] } }],
        edges: [{ id: 'e', source: 'in', target: 'c1', port: 0 }],
        positions: {},
      },
    ]);
    expect(analyze(target.graph).nodes.p1?.output?.shape).toEqual([6, 6, 8]);
  });

  it('of layers that are wired keeps the wires among them', () => {
    const found = read(JSON.stringify(keras.wired));
    expect(found.fragment.nodes.map(({ id, kind }) => [id, kind])).toEqual([
      ['b', 'conv2d'],
      ['sum', 'add'],
    ]);
    expect(wires(found)).toEqual(['b>sum:1']);
  });

  it('of one layer is that layer', () => {
    const { fragment } = read(JSON.stringify(keras.one));
    expect(fragment.nodes).toMatchObject([{ kind: 'dense', name: 'd', params: { units: 7, activation: 'softmax' } }]);
    expect(fragment.edges).toEqual([]);
  });

  it('of a layer that nobody knows is kept as it came', () => {
    const { fragment, report } = read('[{"class_name": "Mystery", "config": {"name": "m", "depth": 3}}]');
    expect(fragment.nodes).toMatchObject([{ kind: 'custom', params: { className: 'Mystery' } }]);
    expect(report?.custom).toHaveLength(1);
  });
});

describe('other text', () => {
  it.each([
    ['hello', 'notJson'],
    ['', 'notJson'],
    ['[]', 'notModel'],
    ['{"a": 1}', 'notModel'],
    ['[1, {"class_name": "Dense", "config": {}}]', 'notModel'],
    ['"text"', 'notModel'],
    ['null', 'notModel'],
    ['{"format": "stride", "version": 2}', 'notModel'],
    ['{"class_name": "Sequential", "config": {"name": "s", "layers": []}}', 'empty'],
  ])('%s is refused', (text, code) => {
    expect(fragmentFromText(text)).toMatchObject({ ok: false, error: { code } });
  });
});
