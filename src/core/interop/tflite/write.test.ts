import { describe, expect, it } from 'vitest';
import type { Line } from '../../analysis/testing/graph.ts';
import { documentOf } from '../../analysis/testing/graph.ts';
import { compileNetwork } from '../../compile/compile.ts';
import type { CompiledNetwork } from '../../compile/topology.ts';
import { shapeSize } from '../../math/shape.ts';
import type { NamedTensor } from '../tensors.ts';
import { rewrites } from '../tfjs/rewrites.ts';
import { emitters } from './layers/table.ts';
import { readTflite } from './testing/read.ts';
import { type TfliteOptions, writeTflite } from './write.ts';

function compile(lines: readonly Line[]): CompiledNetwork {
  const compiled = compileNetwork(documentOf(lines));
  if (!compiled.ok) throw new Error(compiled.error.map((one) => one.message).join(' '));
  return compiled.value;
}

/** Values from −1 to 1 in no simple order. */
function weight(name: string, shape: readonly number[]): NamedTensor {
  const values = Float32Array.from({ length: shapeSize(shape) }, (_, i) => Math.sin(1 + i * i));
  return { name, shape, values };
}

function written(lines: readonly Line[], weights: readonly NamedTensor[], options: TfliteOptions = {}) {
  const result = writeTflite(compile(lines), weights, options);
  if (!result.ok) throw new Error(result.error.map((one) => one.message).join(' '));
  const [file] = result.value;
  if (file === undefined) throw new Error('no file');
  return readTflite(file.bytes);
}

const normalised: readonly Line[] = [
  ['image', 'input', { shape: [8, 8, 3] }],
  ['conv', 'conv2d', { filters: 4, kernelSize: [3, 3], activation: 'linear' }, ['image']],
  ['norm', 'batchNormalization', { epsilon: 0.5 }, ['conv']],
  ['bent', 'relu', {}, ['norm']],
];
const normalisedWeights = [
  weight('conv/kernel', [3, 3, 3, 4]),
  weight('conv/bias', [4]),
  { name: 'norm/gamma', shape: [4], values: Float32Array.of(2, 3, 4, 5) },
  { name: 'norm/beta', shape: [4], values: Float32Array.of(1, 0, 0, 0) },
  { name: 'norm/moving_mean', shape: [4], values: Float32Array.of(0.5, 0, 0, 0) },
  { name: 'norm/moving_variance', shape: [4], values: Float32Array.of(0.5, 0.5, 3.5, 0.5) },
];

const floats = (bytes: Int8Array | null | undefined): readonly number[] => {
  const own = Uint8Array.from(bytes ?? [], (value) => value & 255);
  return [...new Float32Array(own.buffer)];
};

describe('a TensorFlow Lite file', () => {
  it('is a model of version 3 with a signature, its batch open and its buffers where kernels read them in place', () => {
    const model = written(normalised, normalisedWeights);
    expect(model).toMatchObject({
      identifier: 'TFL3',
      version: 3,
      signatures: [{ key: 'serving_default', inputs: ['image'], outputs: ['bent'] }],
    });
    const [input = -1] = model.inputs;
    expect(model.tensors[input]).toMatchObject({ name: 'image', shape: [1, 8, 8, 3], signature: [-1, 8, 8, 3] });
    expect(model.starts.length).toBeGreaterThan(2);
    expect(model.starts.filter((start) => start % 16 !== 0)).toEqual([]);
  });

  it('has a normalisation and a ReLU in the convolution before them', () => {
    const { operations, tensors } = written(normalised, normalisedWeights);
    expect(operations.map(({ name }) => name)).toEqual(['CONV_2D']);
    const [only] = operations;
    expect(only?.options?.byte(3)).toBe(1);
    const [, kernel, bias] = (only?.inputs ?? []).map((place) => tensors[place]);
    expect(kernel?.shape).toEqual([4, 3, 3, 3]);
    const [drawn, offset] = normalisedWeights;
    // The first filter's first two values lie a filter count apart in Keras's layout; its factor is 2 / √(0.5 + 0.5).
    const own = floats(kernel?.bytes);
    expect(own[0]).toBeCloseTo(2 * (drawn?.values[0] ?? 0), 5);
    expect(own[1]).toBeCloseTo(2 * (drawn?.values[4] ?? 0), 5);
    expect(own[2 * 27]).toBeCloseTo(2 * (drawn?.values[2] ?? 0), 5);
    expect(floats(bias?.bytes)[0]).toBeCloseTo(2 * ((offset?.values[0] ?? 0) - 0.5) + 1, 5);
  });

  it('leaves a convolution alone that something else reads', () => {
    const { operations } = written([...normalised, ['sum', 'add', {}, ['conv', 'bent']]], normalisedWeights);
    expect(operations.map(({ name }) => name)).toEqual(['CONV_2D', 'MUL', 'ADD', 'ADD']);
    expect(operations.map(({ options }, i) => options?.byte(i === 0 ? 3 : 0))).toEqual([0, 0, 1, 0]);
  });

  it('has weights that layers share once', () => {
    const lines: readonly Line[] = [
      ['words', 'input', { shape: [5] }],
      ['table', 'embedding', { inputDim: 40, outputDim: 6 }, ['words']],
      ['scores', 'reverseEmbedding', { inputDim: 40, outputDim: 6 }, ['table']],
    ];
    const document = documentOf(lines);
    const scores = document.graph.nodes.scores;
    if (!scores) throw new Error('no scores');
    const nodes = { ...document.graph.nodes, scores: { ...scores, sharesWith: 'table' } };
    const compiled = compileNetwork({ ...document, graph: { ...document.graph, nodes } });
    if (!compiled.ok) throw new Error('not compiled');
    const result = writeTflite(compiled.value, [weight('table/embeddings', [40, 6])]);
    if (!result.ok) throw new Error('not written');
    const { operations, tensors } = readTflite(result.value[0]?.bytes ?? new Uint8Array());
    expect(operations.map(({ name }) => name)).toEqual(['CAST', 'GATHER', 'FULLY_CONNECTED']);
    expect(operations[2]?.inputs[1]).toBe(operations[1]?.inputs[0]);
    expect(tensors.filter(({ bytes }) => bytes?.length === 4 * 240)).toHaveLength(1);
  });

  it('says every class of layer that the compiler writes', () => {
    const classes = Object.keys(rewrites).filter((name) => name !== 'InputLayer');
    expect(classes.filter((name) => !Object.hasOwn(emitters, name))).toEqual([]);
    expect(classes.length).toBeGreaterThan(50);
  });
});

describe('int8 weights', () => {
  const lines: readonly Line[] = [
    ['image', 'input', { shape: [8, 8, 8] }],
    ['conv', 'conv2d', { filters: 16, kernelSize: [3, 3] }, ['image']],
    ['small', 'conv2d', { filters: 2, kernelSize: [1, 1] }, ['conv']],
    ['flat', 'flatten', {}, ['small']],
    ['fc', 'dense', { units: 20 }, ['flat']],
  ];
  const weights = [
    weight('conv/kernel', [3, 3, 8, 16]),
    weight('conv/bias', [16]),
    weight('small/kernel', [1, 1, 16, 2]),
    weight('small/bias', [2]),
    weight('fc/kernel', [72, 20]),
    weight('fc/bias', [20]),
  ];

  it('have a step for each channel of a convolution, one for a dense layer, and leave small kernels and biases alone', () => {
    const { operations, tensors } = written(lines, weights, { weights: 'int8' });
    const kernels = operations.filter(({ name }) => name !== 'RESHAPE').map(({ inputs }) => tensors[inputs[1] ?? -1]);
    expect(kernels.map((kernel) => [kernel?.type, kernel?.scales.length, kernel?.axis])).toEqual([
      [9, 16, 0],
      [0, 0, 0],
      [9, 1, 0],
    ]);
    const biases = operations.filter(({ name }) => name !== 'RESHAPE').map(({ inputs }) => tensors[inputs[2] ?? -1]);
    expect(biases.map((bias) => bias?.type)).toEqual([0, 0, 0]);
    expect(operations.map(({ name, version }) => `${name} ${version}`)).toEqual([
      'CONV_2D 5',
      'CONV_2D 1',
      'RESHAPE 1',
      'FULLY_CONNECTED 9',
    ]);
  });

  it('are rows of a table that is looked up in, made float32 once they are found', () => {
    const { operations, tensors } = written(
      [
        ['words', 'input', { shape: [5] }],
        ['table', 'embedding', { inputDim: 100, outputDim: 12 }, ['words']],
      ],
      [weight('table/embeddings', [100, 12])],
      { weights: 'int8' },
    );
    expect(operations.map(({ name }) => name)).toEqual(['CAST', 'GATHER', 'DEQUANTIZE']);
    const places = [operations[1]?.inputs[0], operations[1]?.outputs[0], operations[2]?.outputs[0]];
    const [table, rows, found] = places.map((place) => tensors[place ?? -1]);
    expect([table?.type, rows?.type, found?.type]).toEqual([9, 9, 0]);
    expect(table?.bytes).toHaveLength(1200);
    expect(rows?.scales).toEqual(table?.scales);
    expect(rows?.signature).toEqual([-1, 5, 12]);
  });

  it('are nowhere further than half a step from the weights', () => {
    const { operations, tensors } = written(lines, weights, { weights: 'int8' });
    const kernel = tensors[operations[0]?.inputs[1] ?? -1];
    const given = weights[0]?.values ?? [];
    const errors = [...(kernel?.bytes ?? [])].map((step, i) => {
      const filter = Math.floor(i / 72);
      const scale = kernel?.scales[filter] ?? 0;
      return Math.abs(step * scale - (given[(i % 72) * 16 + filter] ?? 0)) / scale;
    });
    expect(errors).toHaveLength(1152);
    expect(Math.max(...errors)).toBeLessThan(0.501);
    expect(Math.max(...errors)).toBeGreaterThan(0.1);
  });
});

describe('what cannot be said', () => {
  it('names the layer', () => {
    const network = compile(normalised);
    const { config } = network.topology;
    const layers = config.layers.map((layer) => (layer.name === 'conv' ? { ...layer, class_name: 'Odd' } : layer));
    const odd = { ...network, topology: { ...network.topology, config: { ...config, layers } } };
    expect(writeTflite(odd, normalisedWeights)).toMatchObject({
      ok: false,
      error: [{ code: 'export.tflite.layer', nodeId: 'conv', values: { layer: 'Odd' } }],
    });
  });

  it('names a series that is too long to be written step by step', () => {
    const network = compile([
      ['series', 'input', { shape: [257, 2] }],
      ['memory', 'lstm', { units: 3 }, ['series']],
    ]);
    const weights = [
      weight('memory/kernel', [2, 12]),
      weight('memory/recurrent_kernel', [3, 12]),
      weight('memory/bias', [12]),
    ];
    expect(writeTflite(network, weights)).toMatchObject({
      ok: false,
      error: [{ code: 'export.tflite.steps', nodeId: 'memory', values: { steps: 257, most: 256 } }],
    });
  });
});
