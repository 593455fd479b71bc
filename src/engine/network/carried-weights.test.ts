import { expect, it } from 'vitest';
import { templates } from '../../../templates/index.ts';
import { analyze } from '../../core/analysis/analyze.ts';
import { documentOf } from '../../core/analysis/testing/graph.ts';
import { compileNetwork } from '../../core/compile/compile.ts';
import { applyCommands } from '../../core/document/commands.ts';
import { carryWeights } from '../../core/surgery/carry-weights.ts';
import { networkOf } from '../testing/networks.ts';
import { complete, requestOf } from '../testing/runs.ts';
import { createSameThreadEngine } from '../testing/same-thread.ts';
import { initialWeights } from './initial-weights.ts';
import { Model } from './model.ts';
import { buildProgram } from './program.ts';

const compiled = (graph: Parameters<typeof analyze>[0]) => {
  const analysis = analyze(graph);
  const network = compileNetwork(graph);
  if (!network.ok) throw new Error('it does not compile');
  return { analysis, network: network.value };
};

const small = templates.filter(({ id }) => ['lenet-5', 'resnet-18', 'mobilenet-v2', 'mini-gpt'].includes(id));

it.each(small.map((template) => [template.id, template] as const))('%s keeps all of its weights', (_, template) => {
  const { analysis, network } = compiled(template.build().graph);
  const weights = [...initialWeights(buildProgram(network), 3)];
  const carried = carryWeights({ network, weights }, network, analysis);
  expect(carried.fresh).toEqual([]);
  const carriedBy = new Map(carried.weights().map((one) => [one.name, one]));
  expect(carriedBy.size).toBe(weights.length);
  // Not copied: the same arrays. Comparing their millions of values would tell no more.
  for (const { name, values } of weights) expect(carriedBy.get(name)?.values === values, name).toBe(true);
});

it('an edited network keeps what still fits, under its new names', () => {
  const before = documentOf([
    ['in', 'input', { shape: [8, 8, 1] }],
    ['conv', 'conv2d', { filters: 4 }, ['in']],
    ['norm', 'batchNormalization', {}, ['conv']],
    ['flat', 'flatten', {}, ['norm']],
    ['hidden', 'dense', { units: 6 }, ['flat']],
    ['out', 'dense', { units: 3 }, ['hidden']],
  ]);
  const trained = compiled(before.graph);
  const weights = [...initialWeights(buildProgram(trained.network), 3)];
  const idOf = (name: string) => Object.values(before.graph.nodes).find((node) => node.name === name)?.id ?? '';
  const after = applyCommands(before, [
    { type: 'rename', node: idOf('conv'), name: 'first' },
    { type: 'setParams', node: idOf('out'), params: { units: 5 } },
  ]);
  const edited = compiled(after.graph);
  const carried = carryWeights({ network: trained.network, weights }, edited.network, edited.analysis);
  expect(carried.kept).toEqual(['first', 'norm', 'hidden']);
  expect(carried.fresh).toEqual(['out']);
  const kernel = weights.find(({ name }) => name === 'conv/kernel');
  expect(carried.weights().find(({ name }) => name === 'first/kernel')?.values).toBe(kernel?.values);
  expect(carried.weights().some(({ name }) => name.startsWith('out/'))).toBe(false);
});

it('given weights are where training starts; a frozen layer ends with them', async () => {
  const specs = [
    { class: 'Conv2D', name: 'conv', config: { filters: 3, kernel_size: [3, 3], trainable: false } },
    { class: 'Flatten', name: 'flat' },
    { class: 'Dense', name: 'out', config: { units: 4, activation: 'softmax' } },
  ];
  const network = networkOf([8, 8, 1], specs);
  const drawn = [...initialWeights(buildProgram(network), 99)];
  const initial = drawn.filter(({ name }) => name.startsWith('conv/'));
  const engine = createSameThreadEngine();
  const { outcome } = await complete(engine, requestOf({ network, initial }, { epochs: 1 }));
  engine.destroy();
  const ended = outcome.last?.weights ?? [];
  for (const { name, values } of initial) expect(ended.find((one) => one.name === name)?.values).toEqual(values);
  const head = drawn.find(({ name }) => name === 'out/kernel')?.values;
  expect(ended.find(({ name }) => name === 'out/kernel')?.values).not.toEqual(head);
});

it('weights of another shape, or of no layer, are refused by name', () => {
  const program = buildProgram(networkOf([4], [{ class: 'Dense', name: 'out', config: { units: 2 } }]));
  const values = new Float32Array(8);
  expect(() => Model.fresh(program, 1, [{ name: 'out/kernel', shape: [2, 4], values }])).toThrow(
    'out/kernel has another shape: expected 4×2, received 2×4.',
  );
  expect(() => Model.fresh(program, 1, [{ name: 'gone/kernel', shape: [4, 2], values }])).toThrow('no gone/kernel');
});
