import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { trainingMemory } from '../analysis/memory.ts';
import { documentOf } from '../analysis/testing/graph.ts';
import { compileNetwork } from '../compile/compile.ts';
import { checkTraining } from '../compile/training.ts';
import { applyCommands } from './commands.ts';
import { upTo } from './freeze.ts';
import { parseDocument } from './migrations.ts';

const network = documentOf([
  ['in', 'input', { shape: [8, 8, 3] }],
  ['conv', 'conv2d', { filters: 4 }, ['in']],
  ['norm', 'batchNormalization', {}, ['conv']],
  ['side', 'conv2d', { filters: 4 }, ['in']],
  ['sum', 'add', {}, ['norm', 'side']],
  ['flat', 'flatten', {}, ['sum']],
  ['out', 'dense', { units: 2, activation: 'softmax' }, ['flat']],
]);
const freeze = (...nodes: string[]) => applyCommands(network, [{ type: 'freeze', nodes, frozen: true }]);

describe('frozen layers', () => {
  it('move their parameters to those that are not trained, and no other figure', () => {
    const [before, after] = [analyze(network.graph), analyze(freeze('conv', 'norm').graph)];
    // Keras counts 112 of the convolution and 8 + 8 of the normalisation, of which 8 move without training.
    expect(before.totals.nonTrainable).toBe(8);
    expect(after.totals.nonTrainable).toBe(112 + 16);
    expect(after.totals.parameters).toBe(before.totals.parameters);
    expect(after.totals.macs).toBe(before.totals.macs);
    expect(after.nodes.norm?.weights.map(({ trainable }) => trainable)).toEqual([false, false, false, false]);
  });

  it('need no gradient and no slot of the optimizer', () => {
    const options = { optimizer: 'adam', batchSize: 4 } as const;
    const bytes = (document: typeof network) => {
      const { gradients, slots, weights } = trainingMemory(document.graph, analyze(document.graph), options);
      return [gradients.value, slots.value, weights.value];
    };
    const [before, after] = [bytes(network), bytes(freeze('conv'))];
    expect(after).toEqual([(before[0] ?? 0) - 112 * 4, (before[1] ?? 0) - 2 * 112 * 4, before[2]]);
  });

  it('are told to Keras, where they have weights', () => {
    const compiled = compileNetwork(freeze('conv', 'flat'));
    if (!compiled.ok) throw new Error('does not compile');
    const told = compiled.value.topology.config.layers.filter(({ config }) => config.trainable === false);
    expect(told.map(({ name }) => name)).toEqual(['conv']);
  });

  it('survive a file, and learn again', () => {
    const frozen = freeze('conv');
    expect(parseDocument(JSON.parse(JSON.stringify(frozen)))).toEqual({ ok: true, value: frozen });
    expect(applyCommands(frozen, [{ type: 'freeze', nodes: ['conv'], frozen: false }])).toEqual(network);
  });

  it('leave inputs alone', () => {
    expect(freeze('in')).toBe(network);
  });

  it('cannot be all: the last layer or all of them are let go', () => {
    const frozen = freeze('conv', 'norm', 'side', 'out');
    const [found] = checkTraining(frozen, analyze(frozen.graph), null);
    expect(found?.code).toBe('training.allFrozen');
    const trainable = (found?.fixes ?? []).map(({ commands }) => {
      const mended = applyCommands(frozen, commands);
      return analyze(mended.graph).totals.trainable;
    });
    expect(trainable).toEqual([6 * 6 * 4 * 2 + 2, analyze(network.graph).totals.trainable]);
  });
});

describe('upTo', () => {
  it('is the layer with all that it depends on, and nothing beside', () => {
    expect([...upTo(network.graph, 'sum')].sort()).toEqual(['conv', 'in', 'norm', 'side', 'sum']);
    expect([...upTo(network.graph, 'norm')].sort()).toEqual(['conv', 'in', 'norm']);
  });
});
