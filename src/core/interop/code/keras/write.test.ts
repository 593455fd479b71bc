import { describe, expect, it } from 'vitest';
import { documentOf, type Line } from '../../../analysis/testing/graph.ts';
import { compileNetwork } from '../../../compile/compile.ts';
import type { LayerGroup } from '../../keras/write/layer-groups.ts';
import { constructors } from './constructors.ts';
import { writeKerasCode } from './write.ts';

function written(
  lines: readonly Line[],
  tie?: { readonly node: string; readonly owner: string },
  groups: readonly LayerGroup[] = [],
) {
  const document = documentOf(lines);
  const { nodes } = document.graph;
  const tied = tie && nodes[tie.node] ? { [tie.node]: { ...nodes[tie.node], sharesWith: tie.owner } } : {};
  const compiled = compileNetwork(
    { ...document.graph, nodes: { ...nodes, ...tied } } as typeof document.graph,
    'model',
  );
  if (!compiled.ok) throw new Error(compiled.error.map(({ message }) => message).join(' '));
  const made = writeKerasCode(compiled.value, [], { title: 'A "test"', groups });
  if (!made.ok) throw new Error('Keras has these layers');
  return new Map(made.value.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
}

describe('writeKerasCode', () => {
  it('writes a residual network as a person would', () => {
    const files = written([
      ['in', 'input', { shape: [8, 8, 3] }],
      ['stem', 'conv2d', { filters: 4, kernelSize: [3, 3], padding: 'same', activation: 'relu' }, ['in']],
      ['a', 'conv2d', { filters: 4, kernelSize: [1, 3], padding: 'same', useBias: false }, ['stem']],
      ['norm', 'batchNormalization', { epsilon: 1e-5 }, ['a']],
      ['sum', 'add', {}, ['norm', 'stem']],
      ['pool', 'maxPooling2d', {}, ['sum']],
      ['flat', 'flatten', {}, ['pool']],
      ['out', 'dense', { units: 5, activation: 'softmax' }, ['flat']],
    ]);
    expect(files.get('model.py')).toBe(`"""A 'test': the network, as it was drawn in Stride."""

import keras
from keras import layers


def build_model():
    inputs = keras.Input(shape=(8, 8, 3), name="in")
    stem = layers.Conv2D(4, 3, padding="same", activation="relu", name="stem")(inputs)
    x = layers.Conv2D(4, (1, 3), padding="same", use_bias=False, name="a")(stem)
    x = layers.BatchNormalization(epsilon=1e-5, name="norm")(x)
    x = layers.Add(name="sum")([x, stem])
    x = layers.MaxPooling2D(name="pool")(x)
    x = layers.Flatten(name="flat")(x)
    outputs = layers.Dense(5, activation="softmax", name="out")(x)
    return keras.Model(inputs, outputs, name="model")


if __name__ == "__main__":
    build_model().summary()
`);
    expect([...files.keys()]).toEqual(['model.py', 'model.weights.h5', 'requirements.txt', 'README.md']);
  });

  it('has a function for each group that is a model in the model', () => {
    const lines: readonly Line[] = [
      ['in', 'input', { shape: [4] }],
      ['a', 'dense', { units: 4 }, ['in']],
      ['b', 'dense', { units: 4 }, ['a']],
      ['c', 'dense', { units: 4 }, ['a']],
      ['sum', 'add', {}, ['b', 'c']],
    ];
    const groups = [
      { id: 'outer', name: 'Two ways', members: ['a'], parent: null },
      { id: 'inner', name: 'ends', members: ['b', 'c'], parent: 'outer' },
    ];
    const code = written(lines, undefined, groups).get('model.py') ?? '';
    expect(code.slice(code.indexOf('def '), code.indexOf('if __name__'))).toBe(`def build_ends():
    inputs = keras.Input(shape=(4,), name="input")
    b = layers.Dense(4, name="b")(inputs)
    c = layers.Dense(4, name="c")(inputs)
    return keras.Model(inputs, [b, c], name="ends")


def build_two_ways():
    inputs = keras.Input(shape=(4,), name="input")
    x = layers.Dense(4, name="a")(inputs)
    ends, ends_2 = build_ends()(x)
    return keras.Model(inputs, [ends, ends_2], name="Two_ways")


def build_model():
    inputs = keras.Input(shape=(4,), name="in")
    two_ways, two_ways_2 = build_two_ways()(inputs)
    outputs = layers.Add(name="sum")([two_ways, two_ways_2])
    return keras.Model(inputs, outputs, name="model")


`);
  });

  it('makes a layer whose weights are shared once, and calls it for each', () => {
    const code = written(
      [
        ['in', 'input', { shape: [4] }],
        ['a', 'dense', { units: 4 }, ['in']],
        ['b', 'dense', { units: 4 }, ['a']],
      ],
      { node: 'b', owner: 'a' },
    ).get('model.py');
    expect(code).toContain('    a_layer = layers.Dense(4, name="a")\n');
    expect(code).toContain('    x = a_layer(inputs)\n    outputs = a_layer(x)\n');
  });
});

it('knows the constructors by Keras’ own defaults', () => {
  expect(constructors.Conv2D?.required).toEqual(['filters', 'kernel_size']);
  expect(constructors.BatchNormalization?.optional).toMatchObject({ momentum: 0.99, epsilon: 0.001 });
});
