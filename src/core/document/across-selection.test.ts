import { expect, it } from 'vitest';
import { network } from '../build/network.ts';
import { setCommonParams } from './common-fields.ts';

it('a penalty is put into those of several layers that have weights, and the others stay as they are', () => {
  const net = network('mixed');
  const x = net.conv2d(net.input([8, 8, 1]), { filters: 2, kernelSize: [3, 3] }, 'conv');
  net.dense(net.flatten(net.dropout(x, { rate: 0.1 }, 'drop')), { units: 4, activation: 'softmax' }, 'out');
  const document = net.document({});
  const next = setCommonParams(document, ['conv', 'drop', 'out'], { kernelRegularizer: { l1: 0, l2: 1e-3 } });
  const paramsOf = (id: string) => next.graph.nodes[id]?.params;
  expect(paramsOf('conv')?.kernelRegularizer).toEqual({ l1: 0, l2: 1e-3 });
  expect(paramsOf('out')?.kernelRegularizer).toEqual({ l1: 0, l2: 1e-3 });
  expect(next.graph.nodes.drop).toBe(document.graph.nodes.drop);
});
