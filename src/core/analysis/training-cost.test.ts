import { expect, it } from 'vitest';
import { setFrozen } from '../document/freeze.ts';
import { symbolTokens, tokensText, valueTokens } from '../math/formula.ts';
import { analyze } from './analyze.ts';
import { documentOf, graphOf } from './testing/graph.ts';
import { trainingCost } from './training-cost.ts';

const graph = graphOf([
  ['in', 'input', { shape: [16, 16, 3] }],
  ['a', 'conv2d', { filters: 8 }, ['in']],
  ['relu', 'relu', {}, ['a']],
  ['b', 'conv2d', { filters: 16, strides: [2, 2] }, ['relu']],
  ['flat', 'flatten', {}, ['b']],
  ['fc', 'dense', { units: 10 }, ['flat']],
]);
const network = analyze(graph);

it('is what PyTorch’s FlopCounterMode counts, forward and with backward', () => {
  // The same network in torch 2.13, a batch of 4 whose gradient is wanted too.
  const cost = trainingCost(graph, network, { samples: 4, batchSize: 4, epochs: 1 });
  expect(4 * cost.forward.value).toBe(716_544);
  expect(cost.step.value).toBe(2_149_632);
});

it('goes from a sample to an epoch to a run, whatever the batch', () => {
  const cost = trainingCost(graph, network, { samples: 1000, batchSize: 32, epochs: 5 });
  expect(cost.epoch.value).toBe(250 * 2_149_632);
  expect(cost.run.value).toBe(1250 * 2_149_632);
  expect(tokensText(symbolTokens(cost.run))).toBe('E·F_epoch');
  expect(tokensText(valueTokens(cost.forward))).toBe('2·89568');
});

// PyTorch's FlopCounterMode, whole step of the same batch; where the first layer is frozen the batch's gradient is not wanted.
it.each([
  [['a'], 1_140_480],
  [['a', 'b'], 762_624],
  [['b'], 1_817_856],
  [['fc'], 2_103_552],
])('counts no gradient of the weights of frozen layers %j, and none into a frozen base', (frozen, flops) => {
  const document = setFrozen({ ...documentOf([]), graph }, frozen, true);
  const cost = trainingCost(document.graph, analyze(document.graph), { samples: 4, batchSize: 4, epochs: 1 });
  expect(cost.step.value).toBe(flops);
});
