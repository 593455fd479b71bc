import { expect, test } from 'vitest';
import { initialValues, readInitializer } from './initializers.ts';

/** Weight shape with its fans by Keras's rule: 3·3·32 in, 3·3·64 out. */
const shape = [3, 3, 32, 64];
const size = 3 * 3 * 32 * 64;

const statistics = (values: Float32Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return { mean, variance, largest };
};

// Variances from Glorot and Bengio 2010, He et al. 2015, LeCun et al. 1998; bounds as Keras cuts them.
test.each([
  ['GlorotUniform', 2 / (288 + 576), Math.sqrt(6 / (288 + 576))],
  ['GlorotNormal', 2 / (288 + 576), 2.28 * Math.sqrt(2 / (288 + 576))],
  ['HeNormal', 2 / 288, 2.28 * Math.sqrt(2 / 288)],
  ['he_uniform', 2 / 288, Math.sqrt(6 / 288)],
  ['LecunNormal', 1 / 288, 2.28 * Math.sqrt(1 / 288)],
] as const)('%s has its variance and stays within its bounds', (name, variance, bound) => {
  const initializer = readInitializer({ class_name: name, config: { seed: null } });
  if (initializer === null) throw new Error('unknown');
  const found = statistics(initialValues(initializer, shape, 1));
  expect(Math.abs(found.mean)).toBeLessThan(4 * Math.sqrt(variance / size));
  expect(found.variance / variance).toBeGreaterThan(0.97);
  expect(found.variance / variance).toBeLessThan(1.03);
  expect(found.largest).toBeLessThanOrEqual(bound * (1 + 1e-6));
});

test('the seed decides', () => {
  const glorot = readInitializer('glorot_uniform');
  if (glorot === null) throw new Error('unknown');
  expect(initialValues(glorot, [4, 4], 1)).toEqual(initialValues(glorot, [4, 4], 1));
  expect(initialValues(glorot, [4, 4], 1)).not.toEqual(initialValues(glorot, [4, 4], 2));
});

const drawn = (className: string, config: object, of: readonly number[], seed = 3): Float32Array => {
  const initializer = readInitializer({ class_name: className, config });
  if (initializer === null) throw new Error('unknown');
  return initialValues(initializer, of, seed);
};

test.each([
  [[30, 12], 12],
  [[12, 30], 12],
  [[3, 3, 4, 20], 20],
])('an orthogonal weight of shape %j has an inverse of its own transpose', (of, fewer) => {
  const values = drawn('Orthogonal', { gain: 2 }, of);
  const columns = of.at(-1) ?? 1;
  const rows = values.length / columns;
  const wide = rows < columns;
  const at = (i: number, j: number): number => values[wide ? i * columns + j : j * columns + i] ?? 0;
  for (let i = 0; i < fewer; i++) {
    for (let k = 0; k <= i; k++) {
      let product = 0;
      for (let j = 0; j < Math.max(rows, columns); j++) product += at(i, j) * at(k, j);
      expect(product).toBeCloseTo(i === k ? 4 : 0, 5);
    }
  }
  expect(statistics(values).variance).toBeGreaterThan(0.02);
});

test('an identity is a diagonal of its gain', () => {
  expect([...drawn('Identity', { gain: 3 }, [2, 3])]).toEqual([3, 0, 0, 0, 3, 0]);
});

test('an untruncated variance scaling has its variance and goes beyond two deviations', () => {
  const config = { scale: 2, mode: 'fan_out', distribution: 'untruncated_normal' };
  const found = statistics(drawn('VarianceScaling', config, shape));
  expect(found.variance / (2 / 576)).toBeGreaterThan(0.97);
  expect(found.variance / (2 / 576)).toBeLessThan(1.03);
  expect(found.largest).toBeGreaterThan(3 * Math.sqrt(2 / 576));
});

test('names it does not know are refused', () => {
  expect(readInitializer({ class_name: 'Mystery', config: {} })).toBeNull();
  expect(readInitializer('toString')).toBeNull();
});
