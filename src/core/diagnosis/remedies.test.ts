import { expect, test } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { documentOf } from '../analysis/testing/graph.ts';
import { compileNetwork } from '../compile/compile.ts';
import { applyCommand } from '../document/commands.ts';
import type { StrideDocument } from '../document/schema.ts';
import type { Remedy } from './note.ts';
import { commandsOf } from './remedies.ts';

const document = documentOf([
  ['in', 'input', { shape: [8, 8, 1] }],
  ['a', 'conv2d', { filters: 4, activation: 'relu' }, ['in']],
  ['b', 'conv2d', { filters: 4 }, ['in']],
  ['relu', 'relu', {}, ['b']],
  ['sum', 'add', {}, ['a', 'relu']],
  ['flat', 'flatten', {}, ['sum']],
  ['out', 'dense', { units: 10, activation: 'softmax' }, ['flat']],
]);

const after = (remedy: Remedy, from: StrideDocument = document): StrideDocument =>
  commandsOf(remedy, from).reduce(applyCommand, from);

const classesOf = (changed: StrideDocument): readonly string[] => {
  const network = compileNetwork(changed);
  if (!network.ok) throw new Error(JSON.stringify(analyze(changed.graph).problems));
  return network.value.topology.config.layers.map(({ class_name, config }) =>
    [class_name, config.activation].filter((part) => part !== undefined).join(' '),
  );
};

test('an activation is exchanged in a layer, and as a layer', () => {
  const remedy: Remedy = { kind: 'activation', id: 'leakyRelu', nodes: ['a', 'relu', 'gone'] };
  const changed = after(remedy);
  expect(classesOf(changed)).toContain('Conv2D leaky_relu');
  expect(classesOf(changed)).toContain('LeakyReLU');
  expect(classesOf(changed)).not.toContain('ReLU');
  expect(commandsOf(remedy, changed)).toEqual([]);
});

test('an input that two layers read is normalised for both', () => {
  const remedy: Remedy = { kind: 'normalize', id: 'normalizeInput', node: 'in' };
  const changed = after(remedy);
  expect(classesOf(changed).slice(0, 2)).toEqual(['InputLayer', 'BatchNormalization']);
  const fed = Object.values(changed.graph.edges).filter(({ source }) => source === 'in');
  expect(fed).toHaveLength(1);
  expect(analyze(changed.graph).problems).toEqual([]);
  expect(commandsOf(remedy, changed)).toEqual([]);
});

test('what the last dense layer reads is dropped by half, and dense weights cost', () => {
  const deep = documentOf([
    ['in', 'input', { shape: [8] }],
    ['hidden', 'dense', { units: 16, activation: 'relu' }, ['in']],
    ['out', 'dense', { units: 4, activation: 'softmax' }, ['hidden']],
  ]);
  const drop: Remedy = { kind: 'dropout', id: 'dropout', node: 'out' };
  expect(classesOf(after(drop, deep))).toEqual(['InputLayer', 'Dense relu', 'Dropout', 'Dense softmax']);
  expect(analyze(after(drop, deep).graph).problems).toEqual([]);
  expect(commandsOf(drop, after(drop, deep))).toEqual([]);
  const cost: Remedy = { kind: 'penalty', id: 'l2', nodes: ['hidden', 'gone'] };
  expect(after(cost, deep).graph.nodes.hidden?.params.kernelRegularizer).toEqual({ l1: 0, l2: 0.001 });
  expect(commandsOf(cost, after(cost, deep))).toEqual([]);
});

test('settings change once, and a look changes nothing', () => {
  const remedy: Remedy = { kind: 'settings', id: 'lowerRate', settings: { learningRate: 1e-4 } };
  expect(after(remedy).training.learningRate).toBe(1e-4);
  expect(commandsOf(remedy, after(remedy))).toEqual([]);
  expect(commandsOf({ kind: 'show', id: 'showData' }, document)).toEqual([]);
});
