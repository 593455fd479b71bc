import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { network } from '../../core/build/network.ts';
import { compileNetwork } from '../../core/compile/compile.ts';
import { startForTest } from '../testing/backends.ts';
import { forward } from './forward.ts';
import { Model } from './model.ts';
import { buildProgram } from './program.ts';

beforeAll(() => startForTest('cpu'));

test('a layer that one reader takes twice is still there for the next', () => {
  const net = network('twice');
  const once = net.leakyRelu(net.input([3]), { negativeSlope: 0.5 });
  net.add([net.add([once, once]), net.relu(once)]);
  const compiled = compileNetwork(net.document());
  if (!compiled.ok) throw new Error('refused');
  const model = Model.fresh(buildProgram(compiled.value), 1);
  const output = tf.tidy(() =>
    forward(model.program, model.weights, tf.tensor([[-2, 1, 4]]), { training: false, seed: 0 }).output.arraySync(),
  );
  model.dispose();
  expect(output).toEqual([[-2, 3, 12]]);
});
