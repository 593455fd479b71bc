import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uniformStream } from '../random.ts';
import { startForTest } from '../testing/backends.ts';
import { targetsOf } from '../train/answers.ts';
import { dropout } from './dropout.ts';

beforeAll(async () => {
  await startForTest('wasm');
});

let before = 0;
beforeEach(() => {
  before = tf.memory().numTensors;
  tf.engine().startScope();
});
afterEach(() => {
  tf.engine().endScope();
  expect(tf.memory().numTensors).toBe(before);
});

const drawn = (shape: number[], seed: number): tf.Tensor => {
  const next = uniformStream(seed);
  const size = shape.reduce((product, n) => product * n, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => next() * 2 - 1),
    shape,
  );
};

/** A product by its definition, in double precision. */
function product(a: tf.Tensor, b: tf.Tensor, turnA: boolean, turnB: boolean): number[] {
  const [x, y] = [a.dataSync<'float32'>(), b.dataSync<'float32'>()];
  const [ar = 0, ac = 0] = a.shape;
  const [br = 0, bc = 0] = b.shape;
  const [rows, inner, columns] = [turnA ? ac : ar, turnA ? ar : ac, turnB ? br : bc];
  return Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++) {
      sum += (x[turnA ? k * ac + row : row * ac + k] ?? 0) * (y[turnB ? column * bc + k : k * bc + column] ?? 0);
    }
    return sum;
  });
}

const expectClose = (found: tf.Tensor, expected: readonly number[]): void => {
  const values = found.dataSync<'float32'>();
  expect(values).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(values[i]).toBeCloseTo(value, 4);
  });
};

describe('matrix products', () => {
  test.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ] as const)('transposed %s, %s', (turnA, turnB) => {
    const a = drawn(turnA ? [19, 33] : [33, 19], 1);
    const b = drawn(turnB ? [21, 19] : [19, 21], 2);
    expectClose(tf.matMul(a, b, turnA, turnB), product(a, b, turnA, turnB));
  });

  // Small ones are multiplied by JavaScript, large ones one by one by XNNPACK.
  test.each([
    [false, false, 5],
    [true, false, 6],
    [false, true, 7],
    [true, true, 3],
    [false, false, 70],
    [false, true, 70],
  ] as const)('stacks, transposed %s, %s, %d in common', (turnA, turnB, inner) => {
    const [rows, columns] = [41, 39];
    const a = drawn([2, 3, ...(turnA ? [inner, rows] : [rows, inner])], 1);
    const b = drawn([2, 3, ...(turnB ? [columns, inner] : [inner, columns])], 2);
    const pairs = [0, 1].flatMap((i) => [0, 1, 2].map((j) => [i, j] as const));
    const one = (x: tf.Tensor, i: number, j: number): tf.Tensor =>
      tf.reshape(tf.slice(x, [i, j, 0, 0], [1, 1, -1, -1]), x.shape.slice(2));
    const expected = pairs.flatMap(([i, j]) => product(one(a, i, j), one(b, i, j), turnA, turnB));
    const found = tf.matMul(a, b, turnA, turnB);
    expect(found.shape).toEqual([2, 3, rows, columns]);
    expectClose(found, expected);
  });

  test('one matrix for a whole stack', () => {
    const [a, b] = [drawn([3, 4, 5], 1), drawn([1, 5, 6], 2)];
    const expected = [0, 1, 2].flatMap((i) =>
      product(tf.reshape(tf.slice(a, [i, 0, 0], [1, 4, 5]), [4, 5]), tf.reshape(b, [5, 6]), false, false),
    );
    expectClose(tf.matMul(a, b), expected);
  });

  test('the same values as another matrix: stock XNNPACK packs them once and reads beyond', () => {
    const values = drawn([50, 4], 3);
    const ones = (n: number): tf.Tensor => tf.ones([1, n]);
    const other = tf.reshape(values, [2, 100]);
    expectClose(tf.matMul(ones(50), values), product(ones(50), values, false, false));
    expectClose(tf.matMul(ones(2), other), product(ones(2), other, false, false));
  });
});

test('sums over leading axes, kept or dropped', () => {
  const x = drawn([5, 4, 3], 4);
  const values = x.dataSync<'float32'>();
  const expected = [0, 1, 2].map((c) => values.filter((_, i) => i % 3 === c).reduce((sum, value) => sum + value, 0));
  const dropped = tf.sum(x, [0, 1]);
  const kept = tf.sum(x, [0, 1], true);
  expect(dropped.shape).toEqual([3]);
  expect(kept.shape).toEqual([1, 1, 3]);
  expectClose(dropped, expected);
  expectClose(kept, expected);
});

test.each<readonly [number[], number[]]>([
  [
    [3, 50, 40, 7],
    [0, 1, 2],
  ],
  [[4099, 5], [0]],
  [[6, 1], [0]],
  [[2, 3, 4], [0]],
])('sums of %j over %j', (shape, axes) => {
  const x = drawn(shape, 6);
  const width = shape.slice(axes.length).reduce((product, n) => product * n, 1);
  const expected = Array.from({ length: width }, () => 0);
  x.dataSync<'float32'>().forEach((value, i) => {
    expected[i % width] = (expected[i % width] ?? 0) + value;
  });
  const values = tf.sum(x, axes).dataSync<'float32'>();
  expected.forEach((value, i) => {
    expect(values[i]).toBeCloseTo(value, 3);
  });
});

test('sums by segment', () => {
  const x = tf.tensor([
    [1, 2],
    [3, 4],
    [5, 6],
    [7, 8],
  ]);
  const sums = tf.unsortedSegmentSum(x, tf.tensor1d([2, 0, 2, -1], 'int32'), 3);
  expect(sums.arraySync()).toEqual([
    [3, 4],
    [0, 0],
    [6, 8],
  ]);
});

test('one-hot rows are ones and zeros: stock wasm writes the bits of the integer 1', () => {
  const rows = targetsOf({ kind: 'classes', labels: tf.tensor1d([2, 0], 'int32') }, 3);
  expect(rows.dtype).toBe('float32');
  expect(rows.arraySync()).toEqual([
    [0, 0, 1],
    [1, 0, 0],
  ]);
});

test.each(['wasm', 'cpu'] as const)('dropout on %s drops its share and keeps the mean', async (backend) => {
  await startForTest(backend);
  const y = dropout(tf.ones([200, 200]), 0.3, 42).dataSync<'float32'>();
  const zeros = y.filter((value) => value === 0).length / y.length;
  expect(zeros).toBeGreaterThan(0.29);
  expect(zeros).toBeLessThan(0.31);
  expect(y.find((value) => value !== 0)).toBeCloseTo(1 / 0.7, 6);
  await startForTest('wasm');
});

test('dropout draws the same for the same seed, and otherwise for another', () => {
  const x = tf.ones([64]);
  const draw = (seed: number): unknown => dropout(x, 0.5, seed).arraySync();
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

describe('pieces', () => {
  /** Each value says where it was: 100·i + 10·j + k. */
  const places = (): tf.Tensor =>
    tf.tensor(
      Float32Array.from({ length: 60 }, (_, i) => 100 * Math.floor(i / 15) + 10 * (Math.floor(i / 5) % 3) + (i % 5)),
      [4, 3, 5],
    );

  test.each([
    [
      [0, 0, 0],
      [4, 3, 5],
    ],
    [
      [1, 0, 0],
      [2, 3, 5],
    ],
    [
      [1, 1, 0],
      [3, 2, 5],
    ],
    [
      [0, 1, 2],
      [4, 1, 3],
    ],
    [
      [3, 2, 4],
      [1, 1, 1],
    ],
    [
      [2, 0, 1],
      [1, 3, 3],
    ],
    [
      [2, 1, 1],
      [0, 2, 3],
    ],
  ])('from %j of size %j', (begin, size) => {
    const [i = 0, j = 0, k = 0] = begin;
    const [rows = 0, columns = 0, deep = 0] = size;
    const expected = Array.from({ length: rows }, (_, a) =>
      Array.from({ length: columns }, (_, b) =>
        Array.from({ length: deep }, (_, c) => 100 * (i + a) + 10 * (j + b) + k + c),
      ),
    );
    const found = tf.slice(places(), begin, size);
    expect(found.shape).toEqual(size);
    expect([...found.dataSync()]).toEqual(expected.flat(2));
  });

  test('parts along each axis, of equal sizes or of others', () => {
    expect(tf.split(places(), 3, 1).map((part) => part.arraySync())).toEqual(
      [0, 1, 2].map((j) => [0, 1, 2, 3].map((i) => [[0, 1, 2, 3, 4].map((k) => 100 * i + 10 * j + k)])),
    );
    const [left, right] = tf.split(places(), [2, 3], -1);
    expect([...(left?.dataSync() ?? [])].slice(0, 4)).toEqual([0, 1, 10, 11]);
    expect([...(right?.dataSync() ?? [])].slice(0, 4)).toEqual([2, 3, 4, 12]);
    expect(tf.split(tf.tensor1d([1, 2, 3, 4], 'int32'), 2).map((part) => [...part.dataSync()])).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test('a clone lives on when what it was made of is gone', () => {
    const original = places();
    const copy = tf.clone(original);
    original.dispose();
    // Takes the memory that the original would have left.
    tf.fill([60], -1);
    expect([...copy.dataSync()].slice(0, 3)).toEqual([0, 1, 2]);
  });
});
