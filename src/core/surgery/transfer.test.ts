import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { documentOf, type Line } from '../analysis/testing/graph.ts';
import { type Augmentation, noAugmentation } from '../augment/schema.ts';
import { compileNetwork } from '../compile/compile.ts';
import { applyCommands } from '../document/commands.ts';
import type { StrideDocument } from '../document/schema.ts';
import { carryWeights } from './carry-weights.ts';
import { cuts, fineTuningRate, suggestedCut, type TransferPlan, transferCommands } from './transfer.ts';

const conv = (filters: number) => ({ filters, kernelSize: [3, 3], padding: 'same' });

/** A residual block, then a head of two Dense layers. */
const residual: readonly Line[] = [
  ['in', 'input', { shape: [8, 8, 3] }],
  ['stem', 'conv2d', conv(4), ['in']],
  ['a', 'conv2d', conv(4), ['stem']],
  ['norm', 'batchNormalization', {}, ['a']],
  ['sum', 'add', {}, ['norm', 'stem']],
  ['relu', 'relu', {}, ['sum']],
  ['flatten', 'flatten', {}, ['relu']],
  ['dense', 'dense', { units: 6 }, ['flatten']],
  ['dense_1', 'dense', { units: 5, activation: 'softmax' }, ['dense']],
];
const base = documentOf(residual);
const plan: TransferPlan = { runId: 'r', cut: 'relu', head: 'pooled', classes: 3, way: 'features' };
const put = (changes: Partial<TransferPlan>, from: StrideDocument = base): StrideDocument =>
  applyCommands(from, transferCommands(from, analyze(from.graph), { ...plan, ...changes }));

describe('cuts', () => {
  it('are where the whole network passes through one layer', () => {
    expect(cuts(base.graph, analyze(base.graph))).toEqual(['stem', 'sum', 'relu', 'flatten', 'dense']);
  });

  it('are none where there are several inputs', () => {
    const two = documentOf([
      ['x', 'input', { shape: [4] }],
      ['y', 'input', { shape: [4] }],
      ['sum', 'add', {}, ['x', 'y']],
      ['out', 'dense', { units: 2 }, ['sum']],
    ]);
    expect(cuts(two.graph, analyze(two.graph))).toEqual([]);
  });

  it('the suggested one is before the head', () => {
    expect(suggestedCut(base.graph, analyze(base.graph))).toBe('relu');
    const plain = documentOf([
      ['in', 'input', { shape: [4] }],
      ['a', 'dense', { units: 3 }, ['in']],
      ['b', 'dense', { units: 2 }, ['a']],
    ]);
    expect(suggestedCut(plain.graph, analyze(plain.graph))).toBe('a');
  });
});

describe('transferCommands', () => {
  it.each([
    ['pooled', 4 * 3 + 3],
    ['hidden', 256 * 256 + 256 + 256 * 3 + 3],
  ] as const)('with a %s head only that learns, %i weights', (head, trainable) => {
    const after = put({ head });
    const analysis = analyze(after.graph);
    expect(analysis.problems).toEqual([]);
    expect(analysis.totals.trainable).toBe(trainable);
    expect(analysis.outputIds.map((id) => analysis.node(id)?.output?.shape)).toEqual([[3]]);
    expect(after.training).toMatchObject({ startFrom: { runId: 'r' }, loss: 'categoricalCrossentropy' });
  });

  it('keeps the base’s weights and draws those of the head, though the old head had such layers too', () => {
    const after = put({ head: 'hidden', classes: 5 });
    const compiled = (document: StrideDocument) => {
      const network = compileNetwork(document.graph, 'model');
      if (!network.ok) throw new Error('it does not compile');
      return network.value;
    };
    const weights = Object.entries(analyze(base.graph).nodes).flatMap(([id, node]) =>
      node.weights.map(({ name, shape }) => ({ name: `${id}/${name}`, shape, values: new Float32Array(1) })),
    );
    const trained = { network: compiled(base), weights };
    const carried = carryWeights(trained, compiled(after), analyze(after.graph));
    expect(carried.kept).toEqual(['stem', 'a', 'norm']);
    expect(carried.fresh).toHaveLength(2);
  });

  it('fine-tuning lets all learn but batch normalisations, slowly', () => {
    const frozen = put({ way: 'frozen' });
    const after = put({ way: 'fineTune', cut: 'relu' }, frozen);
    const still = Object.values(after.graph.nodes).filter((node) => node.frozen);
    expect(still.map(({ id }) => id)).toEqual(['norm']);
    expect(after.training.learningRate).toBe(fineTuningRate);
  });

  it('a head that stays keeps its weights; only what is frozen changes', () => {
    const after = put({ head: 'kept', way: 'frozen' });
    expect(Object.keys(after.graph.nodes)).toEqual(Object.keys(base.graph.nodes));
    const still = Object.values(after.graph.nodes).filter((node) => node.frozen);
    expect(still.map(({ id }) => id)).toEqual(['stem', 'a', 'norm']);
  });

  it('features are of the samples as they are; a base that runs at every step may see them augmented', () => {
    const augmentation: Augmentation = { ...noAugmentation, steps: [{ kind: 'horizontalFlip', probability: 0.5 }] };
    const augmented = applyCommands(base, [{ type: 'setTraining', settings: { augmentation } }]);
    expect(put({}, augmented).training.augmentation.steps).toEqual([]);
    expect(put({ way: 'frozen' }, augmented).training.augmentation.steps).toHaveLength(1);
  });

  it('does nothing where the cut is not there', () => {
    expect(transferCommands(base, analyze(base.graph), { ...plan, cut: 'gone' })).toEqual([]);
  });
});
