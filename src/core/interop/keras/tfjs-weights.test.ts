import { expect, it } from 'vitest';
import { readTfjsWeights } from './tfjs-weights.ts';

const bytesOf = (...parts: readonly ArrayBufferView[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap(({ buffer, byteOffset, byteLength }) => [...new Uint8Array(buffer, byteOffset, byteLength)]),
  );

it('reads weights of every type, one after another, those that were quantised by their scale and least value', () => {
  const halves = Uint16Array.of(0x3c00, 0xc100, 0x0001, 0x7c00);
  const bytes = bytesOf(
    Float32Array.of(1.5, -2),
    halves,
    Uint8Array.of(0, 255),
    Uint16Array.of(1000),
    Int32Array.of(-7),
  );
  const weights = [
    { name: 'a/kernel', shape: [2], dtype: 'float32' },
    { name: 'a/half', shape: [2, 2], dtype: 'float32', quantization: { original_dtype: 'float32', dtype: 'float16' } },
    { name: 'a/byte', shape: [2], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.01, min: -1 } },
    { name: 'a/short', shape: [], dtype: 'float32', quantization: { dtype: 'uint16', scale: 2, min: 5 } },
    { name: 'a/count', shape: [1], dtype: 'int32' },
  ];
  const read = readTfjsWeights({ paths: [], weights }, bytes);
  expect(read?.map(({ values }) => [...values].map((value) => Number(value.toPrecision(6))))).toEqual([
    [1.5, -2],
    [1, -2.5, 5.96046e-8, Number.POSITIVE_INFINITY],
    [-1, 1.55],
    [2005],
    [-7],
  ]);
  expect(read?.map(({ shape }) => shape)).toEqual([[2], [2, 2], [2], [], [1]]);
});

it.each([
  ['too few bytes', [{ name: 'a', shape: [3], dtype: 'float32' }]],
  ['too many', [{ name: 'a', shape: [1], dtype: 'float32' }]],
  ['a type that is not known', [{ name: 'a', shape: [2], dtype: 'complex64' }]],
  ['no name', [{ shape: [2], dtype: 'float32' }]],
])('reads nothing of %s', (_, weights) => {
  expect(readTfjsWeights({ paths: [], weights }, new Uint8Array(8))).toBeNull();
});
