import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { input } from '../kernels/attributes.ts';
import { hostMemory } from '../kernels/memory.ts';
import { replaceKernel } from '../kernels/registry.ts';
import { startForTest } from '../testing/backends.ts';
import { centralDifferences } from '../testing/finite-differences.ts';
import { selfTest, selfTestFilter, selfTestLoss } from './self-test.ts';
import { selfTestGradient } from './self-test-gradient.ts';
import { isSoftware } from './software.ts';
import { rank } from './start.ts';

test('the stored gradient is that of finite differences', async () => {
  await startForTest('cpu');
  const loss = (filter: Float32Array): number =>
    tf.tidy(() => selfTestLoss(tf.tensor(filter, [3, 3, 2, 3])).dataSync<'float32'>()[0] ?? Number.NaN);
  const all = selfTestGradient.map((_, i) => i);
  for (const [i, value] of centralDifferences(loss, selfTestFilter(), all, 2e-3)) {
    expect(selfTestGradient[i]).toBeCloseTo(value, 2);
  }
});

test('a backend with a wrong kernel is refused', async () => {
  const backend = await startForTest('wasm');
  const stock = replaceKernel('wasm', tf.MaxPoolGrad, ({ inputs, backend: memory }) => {
    const zeros = hostMemory(memory).allocate(input(inputs, 'input').shape);
    hostMemory(memory).floats(zeros).fill(0);
    return zeros;
  });
  await expect(selfTest(backend)).rejects.toThrow(/gradients are wrong/);
  if (stock !== null) replaceKernel('wasm', tf.MaxPoolGrad, stock);
  await expect(selfTest(backend)).resolves.toBeUndefined();
});

describe('choice', () => {
  test('a real GPU first, then WASM, then GPUs drawn by the processor, plain JavaScript last', () => {
    const device = (backend: 'webgl' | 'webgpu' | 'wasm' | 'cpu', software = false) => ({
      backend,
      device: '',
      software,
    });
    const order = [
      device('webgl'),
      device('webgpu'),
      device('wasm'),
      device('webgl', true),
      device('webgpu', true),
      device('cpu'),
    ];
    expect([...order].reverse().sort((a, b) => rank(a) - rank(b))).toEqual(order);
  });

  test.each([
    ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', true],
    ['llvmpipe (LLVM 15.0.7, 256 bits)', true],
    ['ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)', true],
    ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11)', false],
    ['Apple M2', false],
  ])('%s', (name, software) => {
    expect(isSoftware(name)).toBe(software);
  });
});
