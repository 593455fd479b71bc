import { describe, expect, it } from 'vitest';
import { documentOf, type Line } from '../../../analysis/testing/graph.ts';
import { compileNetwork } from '../../../compile/compile.ts';
import { type KerasModel, kerasGraph } from './graph.ts';
import type { LayerGroup } from './layer-groups.ts';
import { type Nested, type NestedForm, nested } from './nest.ts';

const group = (id: string, members: readonly string[], parent: string | null = null): LayerGroup => ({
  id,
  name: id,
  members,
  parent,
});

function nest(
  lines: readonly Line[],
  groups: readonly LayerGroup[],
  sharing: Readonly<Record<string, string>> = {},
  form: NestedForm = 'keras',
) {
  const { graph } = documentOf(lines);
  const nodes = Object.entries(graph.nodes).map(([id, node]) => {
    const owner = sharing[id];
    return [id, owner === undefined ? node : { ...node, sharesWith: owner }] as const;
  });
  const compiled = compileNetwork({ ...graph, nodes: Object.fromEntries(nodes) }, 'net');
  if (!compiled.ok) throw new Error(compiled.error.map(({ message }) => message).join(' '));
  const flat = kerasGraph(compiled.value);
  if (!flat.ok) throw new Error(flat.error.map(({ message }) => message).join(' '));
  return nested(flat.value, groups, form);
}

const layersOf = ({ layers }: KerasModel): readonly string[] => layers.map(({ name }) => name);
const left = (made: Nested): readonly (readonly unknown[])[] =>
  made.left.map(({ code, values }) => [code, values.name, values.layer]);

function inner(model: KerasModel, name: string): KerasModel {
  const found = model.layers.find((layer) => layer.name === name)?.model;
  if (!found) throw new Error(`${name} is no model`);
  return found;
}

/** Two ways from one layer to another. */
const branches: readonly Line[] = [
  ['in', 'input', { shape: [4] }],
  ['a', 'dense', { units: 3 }, ['in']],
  ['b', 'dense', { units: 3 }, ['a']],
  ['c', 'dense', { units: 3 }, ['a']],
  ['sum', 'add', {}, ['b', 'c']],
];

describe('nested', () => {
  it('makes a model of a group, with what it takes and what others read of it', () => {
    const { graph, models } = nest(branches, [group('block', ['b', 'c'])]);
    expect(layersOf(graph)).toEqual(['in', 'a', 'block', 'sum']);
    const block = inner(graph, 'block');
    expect(layersOf(block)).toEqual(['input', 'b', 'c']);
    expect([block.inputs, block.outputs]).toEqual([
      [['input', 0, 0]],
      [
        ['b', 0, 0],
        ['c', 0, 0],
      ],
    ]);
    expect(graph.layers.at(-1)?.calls[0]?.tensors.map(({ ref }) => ref)).toEqual([
      ['block', 0, 0],
      ['block', 0, 1],
    ]);
    expect(models).toEqual(new Map([['block', ['block']]]));
  });

  it('leaves the inputs of the network outside', () => {
    const { graph } = nest(branches, [group('all', ['in', 'a', 'b', 'c', 'sum'])]);
    expect(layersOf(graph)).toEqual(['in', 'all']);
    expect(graph.outputs).toEqual([['all', 0, 0]]);
  });

  it('makes models in models, under names that are free where they are', () => {
    const groups = [group('sum', ['a'], null), group('inner', ['b', 'c'], 'sum')];
    const { graph, models } = nest(branches, groups);
    expect(models).toEqual(
      new Map([
        ['sum', ['sum_1']],
        ['inner', ['sum_1', 'inner']],
      ]),
    );
    expect(layersOf(inner(inner(graph, 'sum_1'), 'inner'))).toEqual(['input', 'b', 'c']);
  });

  it('leaves a group as layers where what it puts out comes back to it, and makes models of those in it', () => {
    const made = nest(branches, [group('ends', ['a', 'sum']), group('first', ['a'], 'ends')]);
    expect(left({ ...made })).toEqual([['export.nested.around', 'ends', expect.stringMatching(/^[bc]$/)]]);
    expect(layersOf(made.graph)).toEqual(['in', 'first', 'b', 'c', 'sum']);
  });

  it('leaves the second of two groups that would each have to come before the other', () => {
    const crossed: readonly Line[] = [
      ['in', 'input', { shape: [4] }],
      ['a', 'dense', { units: 3 }, ['in']],
      ['b', 'dense', { units: 3 }, ['a']],
      ['c', 'dense', { units: 3 }, ['in']],
      ['d', 'dense', { units: 3 }, ['c']],
      ['sum', 'add', {}, ['b', 'd']],
    ];
    const made = nest(crossed, [group('one', ['a', 'd']), group('other', ['b', 'c'])]);
    expect(left(made)).toEqual([['export.nested.around', 'other', 'one']]);
    expect(new Set(layersOf(made.graph))).toEqual(new Set(['in', 'b', 'c', 'one', 'sum']));
  });

  it('keeps weights that are shared in one model, and leaves a group that shares with layers outside', () => {
    const sharing = { c: 'b' };
    const whole = nest(branches, [group('block', ['b', 'c'])], sharing);
    expect(inner(whole.graph, 'block').layers.map(({ name, calls }) => [name, calls.length])).toEqual([
      ['input', 0],
      ['b', 2],
    ]);
    const cut = nest(branches, [group('block', ['a', 'b'])], sharing);
    expect(left(cut)).toEqual([['export.nested.shared', 'block', 'b']]);
  });

  it('leaves a group whose figures of the data Keras would not ready from an .h5 file', () => {
    const lines: readonly Line[] = [
      ['in', 'input', { shape: [4] }],
      ['norm', 'normalization', {}, ['in']],
      ['out', 'dense', { units: 3 }, ['norm']],
    ];
    const groups = [group('first', ['norm'])];
    expect(left(nest(lines, groups))).toEqual([]);
    expect(left(nest(lines, groups, {}, 'h5'))).toEqual([['export.nested.adapted', 'first', 'norm']]);
  });

  it('leaves a group of inputs alone', () => {
    expect(left(nest(branches, [group('data', ['in'])]))).toEqual([['export.nested.empty', 'data', undefined]]);
  });
});
