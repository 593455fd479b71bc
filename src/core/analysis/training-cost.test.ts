import { expect, it } from 'vitest';
import { symbolTokens, tokensText, valueTokens } from '../math/formula.ts';
import { analyze } from './analyze.ts';
import { graphOf } from './testing/graph.ts';
import { trainingCost } from './training-cost.ts';

const network = analyze(
  graphOf([
    ['in', 'input', { shape: [16, 16, 3] }],
    ['a', 'conv2d', { filters: 8 }, ['in']],
    ['relu', 'relu', {}, ['a']],
    ['b', 'conv2d', { filters: 16, strides: [2, 2] }, ['relu']],
    ['flat', 'flatten', {}, ['b']],
    ['fc', 'dense', { units: 10 }, ['flat']],
  ]),
);

it('is what PyTorch’s FlopCounterMode counts, forward and with backward', () => {
  // The same network in torch 2.13, a batch of 4 whose gradient is wanted too.
  const cost = trainingCost(network, { samples: 4, batchSize: 4, epochs: 1 });
  expect(4 * cost.forward.value).toBe(716_544);
  expect(cost.step.value).toBe(2_149_632);
});

it('goes from a sample to an epoch to a run, whatever the batch', () => {
  const cost = trainingCost(network, { samples: 1000, batchSize: 32, epochs: 5 });
  expect(cost.epoch.value).toBe(250 * 2_149_632);
  expect(cost.run.value).toBe(1250 * 2_149_632);
  expect(tokensText(symbolTokens(cost.run))).toBe('E·F_epoch');
  expect(tokensText(valueTokens(cost.forward))).toBe('2·89568');
});
