import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { analyze } from '../../core/analysis/analyze.ts';
import { documentOf, type Line } from '../../core/analysis/testing/graph.ts';
import { compileNetwork } from '../../core/compile/compile.ts';
import { startForTest } from '../testing/backends.ts';
import { forward } from './forward.ts';
import { buildProgram } from './program.ts';

/**
 * What is said of a receptive field, against what each output really depends on: an input is changed, and the outputs
 * that follow are noted. Kernels of ones, so that nothing cancels.
 */
const length = 48;

const transposed = (kernelSize: number, strides: number, more: object = {}) =>
  ['conv1dTranspose', { filters: 1, kernelSize, strides, useBias: false, ...more }] as const;
const conv = (kernelSize: number, more: object = {}) =>
  ['conv1d', { filters: 1, kernelSize, useBias: false, ...more }] as const;

const networks: readonly (readonly [string, readonly (readonly [string, object])[]])[] = [
  ['transposed, stride divides the kernel', [transposed(4, 2)]],
  ['transposed, stride does not divide it', [transposed(3, 2)]],
  ['transposed, same', [transposed(5, 3, { padding: 'same' })]],
  ['transposed, same, output padding', [transposed(4, 3, { padding: 'same', outputPadding: 1 })]],
  ['transposed, dilated', [transposed(3, 1, { dilationRate: 2 })]],
  ['repeated', [['upSampling1d', { size: 3 }]]],
  ['repeated, then convolved', [['upSampling1d', { size: 2 }], conv(3, { padding: 'same' })]],
  ['transposed, then convolved', [transposed(3, 2, { padding: 'same' }), conv(4)]],
  ['down and up again', [conv(3, { strides: 2, padding: 'same' }), transposed(3, 2, { padding: 'same' }), conv(2)]],
  ['causal', [conv(3, { padding: 'causal', dilationRate: 2 }), conv(2, { padding: 'causal' })]],
  ['padded and cropped', [['zeroPadding1d', { padding: [3, 1] }], conv(4), ['cropping1d', { cropping: [2, 0] }]]],
  ['pooled', [['averagePooling1d', { poolSize: 3, strides: 2, padding: 'same' }], conv(2)]],
];

beforeAll(async () => {
  await startForTest('cpu');
});

/** For each output the inputs that it depends on. */
function seen(lines: readonly Line[]): readonly (readonly number[])[] {
  const compiled = compileNetwork(documentOf(lines));
  if (!compiled.ok) throw new Error('it does not compile');
  const program = buildProgram(compiled.value);
  const outputs = tf.tidy(() => {
    const weights = program.weights.map(({ shape }) => tf.variable(tf.ones([...shape])));
    const values = forward(program, weights, tf.reshape(tf.eye(length), [length, length, 1]), {
      training: false,
      seed: 0,
    }).output.arraySync();
    for (const weight of weights) weight.dispose();
    return values;
  });
  if (!Array.isArray(outputs)) throw new Error('no outputs');
  const places = Array.isArray(outputs[0]) ? outputs[0].length : 0;
  return Array.from({ length: places }, (_, o) =>
    outputs.flatMap((one, i) => (Array.isArray(one) && Number([one[o]].flat()[0]) > 0 ? [i] : [])),
  );
}

test.each(networks)('%s', (_, layers) => {
  const lines = layers.map(([kind, params], i): Line => [`n${i}`, kind, { ...params }, [i === 0 ? 'in' : `n${i - 1}`]]);
  const all: readonly Line[] = [['in', 'input', { shape: [length, 1] }], ...lines];
  const field = analyze(documentOf(all).graph).nodes[`n${layers.length - 1}`]?.receptiveField;
  const [size = 0] = field?.size ?? [];
  const [jump = 0] = field?.jump ?? [];
  const [start = 0] = field?.start ?? [];
  const inputs = seen(all);

  // Far from the borders, over a whole number of strides: 12 is divided by each of them.
  const middle = Math.floor(inputs.length / 2) - 6;
  const inside = Array.from({ length: 12 }, (_, i) => middle + i);
  const spans = inside.map((o) => (inputs[o]?.at(-1) ?? 0) - (inputs[o]?.[0] ?? 0) + 1);
  const mean = spans.reduce((sum, span) => sum + span, 0) / spans.length;
  expect(mean).toBeCloseTo(size, 6);
  for (const o of inside) {
    const first = start + o * jump;
    // Where a position of the network lies between two pixels, the field's ends say which ones: within one pixel.
    expect(Math.abs((inputs[o]?.[0] ?? 0) - first)).toBeLessThan(1 + 1e-6);
    expect(Math.abs((inputs[o]?.at(-1) ?? 0) + 1 - (first + size))).toBeLessThan(1 + 1e-6);
  }
});
