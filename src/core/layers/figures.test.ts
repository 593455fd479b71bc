import { describe, expect, test } from 'vitest';
import { symbolTokens, tokensText, valueTokens } from '../math/formula.ts';
import type { Shape } from '../math/shape.ts';
import type { WeightSpec } from './define.ts';
import { type LayerKind, type LayerParams, layerOf, parseParams } from './registry.ts';

function ask<K extends LayerKind>(kind: K, params: Partial<LayerParams<K>>, ...inputs: Shape[]) {
  const definition = layerOf(kind);
  const parsed = parseParams(kind, params);
  if (!definition || !parsed.ok) throw new Error(`${kind} refuses ${JSON.stringify(params)}`);
  const accepted = definition.accepts?.(parsed.value, inputs);
  const output = accepted && !accepted.ok ? accepted : definition.outputShape(parsed.value, inputs);
  return {
    problem: output.ok ? null : output.error,
    shape: output.ok ? output.value.shape : null,
    dims: output.ok ? output.value.dims.map((dim) => tokensText(symbolTokens(dim))) : [],
    numbers: output.ok ? output.value.dims.map((dim) => tokensText(valueTokens(dim))) : [],
    weights: output.ok ? definition.weights(parsed.value, inputs) : [],
    macs: output.ok ? definition.cost(parsed.value, inputs, output.value.shape).macs : null,
  };
}

const sizes = (weights: readonly WeightSpec[]): readonly number[] => weights.map(({ size }) => size.value);

describe('worked examples of FORMULAS.md', () => {
  test('one 3×3 filter, and 32 of them, on 32×32×3', () => {
    const one = ask('conv2d', { filters: 1 }, [32, 32, 3]);
    expect(one.shape).toEqual([30, 30, 1]);
    expect(sizes(one.weights)).toEqual([27, 1]);
    const many = ask('conv2d', { filters: 32 }, [32, 32, 3]);
    expect(many.shape).toEqual([30, 30, 32]);
    expect(sizes(many.weights)).toEqual([864, 32]);
  });

  test('3×3, 64 → 128', () => {
    const { weights, macs } = ask('conv2d', { filters: 128, padding: 'same' }, [14, 14, 64]);
    expect(sizes(weights)).toEqual([73_728, 128]);
    expect(weights.map(({ size }) => tokensText(symbolTokens(size)))).toEqual(['k_h·k_w·C_in·C_out', 'C_out']);
    expect(weights.map(({ size }) => tokensText(valueTokens(size)))).toEqual(['3·3·64·128', '128']);
    expect(macs?.value).toBe(14_450_688);
  });

  test('224×224×3 → 64 → 128 → 256 without bias', () => {
    const chain = [64, 128, 256].reduce<{ shape: Shape; seen: [Shape, readonly number[]][] }>(
      ({ shape, seen }, filters) => {
        const next = ask('conv2d', { filters, useBias: false }, shape);
        return { shape: next.shape ?? [], seen: [...seen, [next.shape ?? [], sizes(next.weights)]] };
      },
      { shape: [224, 224, 3], seen: [] },
    );
    expect(chain.seen).toEqual([
      [[222, 222, 64], [1_728]],
      [[220, 220, 128], [73_728]],
      [[218, 218, 256], [294_912]],
    ]);
  });

  test('VGG-16 flattens 7×7×512 to 25,088', () => {
    expect(ask('flatten', {}, [7, 7, 512])).toMatchObject({ shape: [25_088], dims: ['H·W·C'], numbers: ['7·7·512'] });
  });
});

describe('window arithmetic is written as FORMULAS.md writes it', () => {
  test('valid, dilated, same', () => {
    const image: Shape = [28, 30, 1];
    expect(ask('conv2d', { strides: [2, 1] }, image)).toMatchObject({
      shape: [13, 28, 32],
      dims: ['⌊(n − k_h) / s_h⌋ + 1', '⌊(n − k_w) / s_w⌋ + 1', 'C_out'],
      numbers: ['⌊(28 − 3) / 2⌋ + 1', '⌊(30 − 3) / 1⌋ + 1', '32'],
    });
    expect(ask('conv2d', { dilationRate: [2, 2] }, image)).toMatchObject({
      shape: [24, 26, 32],
      dims: ['⌊(n − (d_h·(k_h − 1) + 1)) / s_h⌋ + 1', '⌊(n − (d_w·(k_w − 1) + 1)) / s_w⌋ + 1', 'C_out'],
    });
    expect(ask('maxPooling2d', { padding: 'same', strides: [3, 2] }, image)).toMatchObject({
      shape: [10, 15, 1],
      dims: ['⌈n / s_h⌉', '⌈n / s_w⌉', 'C'],
    });
  });

  test('a window that fits exactly gives 1', () => {
    expect(ask('conv2d', { kernelSize: [5, 7], strides: [4, 4] }, [5, 7, 3]).shape).toEqual([1, 1, 32]);
  });
});

describe('refusals name the field and hold the numbers that a fix needs', () => {
  test('a window larger than the image', () => {
    const { problem } = ask('conv2d', { kernelSize: [3, 2], dilationRate: [2, 1] }, [4, 8, 1]);
    expect(problem).toMatchObject({
      code: 'window.misfit',
      field: 'kernelSize',
      message: 'Conv2D: a window of 5×2 does not fit into 4×8 along the height.',
      values: { kernelHeight: 3, kernelWidth: 2, inputHeight: 4, inputWidth: 8, fitHeight: 2, fitWidth: 2 },
    });
    expect(ask('averagePooling2d', { poolSize: [2, 3] }, [5, 2, 1]).problem).toMatchObject({
      code: 'window.misfit',
      field: 'poolSize',
      values: { axis: 'width', fitHeight: 2, fitWidth: 2 },
    });
  });

  test('strides and dilation both above 1, even along different axes', () => {
    const { problem } = ask('separableConv2d', { strides: [2, 1], dilationRate: [1, 2] }, [9, 9, 2]);
    expect(problem).toMatchObject({
      code: 'stride.dilation',
      field: 'dilationRate',
      values: { strides: '2×1', dilation: '1×2' },
    });
  });

  test('sums and concatenations of unlike shapes', () => {
    expect(ask('add', {}, [8, 8, 4], [8, 8, 4], [8, 4, 4]).problem).toMatchObject({
      code: 'shape.mismatch',
      values: { first: '8×8×4', second: '8×4×4', secondIndex: 2 },
    });
    expect(ask('add', {}, [4, 1], [1, 1], [2, 1]).problem).toMatchObject({ values: { first: '4×1', second: '2×1' } });
    // Axes of size 1 are spread, and missing ones put in front, as Keras does.
    expect(ask('add', {}, [4], [1, 1, 4])).toMatchObject({ problem: null, shape: [1, 1, 4] });
    expect(ask('concatenate', {}, [8, 8, 4], [7, 8, 4]).problem).toMatchObject({
      code: 'concat.mismatch',
      values: { axis: -1, first: '8×8×4', second: '7×8×4', secondIndex: 1 },
    });
    expect(ask('concatenate', { axis: 0 }, [8], [8]).problem).toMatchObject({ code: 'params.option', field: 'axis' });
  });

  test('a shape that holds another number of values', () => {
    expect(ask('reshape', { targetShape: [7, 7] }, [50]).problem).toMatchObject({
      code: 'reshape.size',
      message: 'Reshape: 50 holds 50 values, 7×7 holds 49.',
      field: 'targetShape',
    });
    expect(ask('reshape', { targetShape: [7, -1] }, [50]).problem).toMatchObject({
      code: 'reshape.indivisible',
      values: { fromSize: 50, known: 7 },
    });
  });

  test('sizes beyond 2^53', () => {
    const { problem } = ask('input', { shape: [2 ** 20, 2 ** 20, 2 ** 14] });
    expect(problem).toMatchObject({ code: 'size.unsafe', values: { what: '1048576×1048576×16384' } });
    expect(ask('input', { shape: [2 ** 20, 2 ** 20, 2 ** 12] }).problem).toBeNull();
  });
});

describe('merges', () => {
  test('a size of 1 serves every position', () => {
    expect(ask('add', {}, [28, 28, 64], [1, 1, 64]).shape).toEqual([28, 28, 64]);
    expect(ask('add', {}, [1, 28, 64], [28, 1, 64]).shape).toEqual([28, 28, 64]);
  });

  test('concatenation counts axes as Keras does, the batch being 0', () => {
    expect(ask('concatenate', {}, [8, 8, 4], [8, 8, 6])).toMatchObject({
      shape: [8, 8, 10],
      numbers: ['8', '8', '4 + 6'],
    });
    expect(ask('concatenate', { axis: 1 }, [8, 8, 4], [2, 8, 4]).shape).toEqual([10, 8, 4]);
    expect(ask('concatenate', { axis: -2 }, [8, 8, 4], [8, 3, 4]).shape).toEqual([8, 11, 4]);
  });
});

test('what is relative to the inputs is written out where they are known', () => {
  const reshape = layerOf('reshape');
  const concatenate = layerOf('concatenate');
  expect(reshape?.keras({ targetShape: [4, -1] }, [[10, 2]]).config).toMatchObject({ target_shape: [4, 5] });
  expect(reshape?.keras({ targetShape: [4, -1] }).config).toMatchObject({ target_shape: [4, -1] });
  expect(concatenate?.keras({ axis: -2 }, [[8, 8, 4]]).config).toMatchObject({ axis: 2 });
  expect(concatenate?.keras({ axis: -1 }, [[8, 8, 4]]).config).toMatchObject({ axis: -1 });
});
