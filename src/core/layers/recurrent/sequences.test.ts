import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { describeFields, layerOf, parseParams } from '../registry.ts';

/** Figures of Keras itself, PyTorch's FlopCounterMode and TensorFlow's profiler; see conformance/record_sequences.py. */
const shape = z.array(z.number());
const rows = z
  .array(
    z.object({
      kind: z.string(),
      params: z.record(z.string(), z.unknown()),
      inputs: z.array(shape),
      output: shape,
      weights: z.array(z.tuple([z.string(), shape])),
      parameters: z.number(),
      macs: z.number(),
      otherOps: z.number(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('../fixtures/sequences.json', import.meta.url), 'utf8')));

function figuresOf(kind: string, given: object, inputs: readonly (readonly number[])[]) {
  const definition = layerOf(kind);
  const parsed = parseParams(kind, given);
  if (!definition || !parsed.ok) throw new Error(`${kind} ${JSON.stringify(given)} was refused`);
  const accepted = definition.accepts?.(parsed.value, inputs);
  const output = accepted && !accepted.ok ? accepted : definition.outputShape(parsed.value, inputs);
  if (!output.ok) throw new Error(output.error.message);
  const weights = definition.weights(parsed.value, inputs);
  const { macs, otherOps } = definition.cost(parsed.value, inputs, output.value.shape);
  return {
    output: output.value.shape,
    weights: weights.map((weight) => [weight.name, weight.shape]),
    parameters: weights.reduce((sum, { size }) => sum + size.value, 0),
    macs: macs.value,
    otherOps: otherOps.value,
  };
}

test.each(rows.map((row) => [`${row.kind} ${JSON.stringify(row.params)}`, row] as const))(
  '%s',
  (_, { kind, params, inputs, ...expected }) => {
    expect(figuresOf(kind, params, inputs)).toEqual(expected);
  },
);

describe('known values', () => {
  test('LSTM and GRU from 64 to 128', () => {
    const series = [[10, 64]];
    // PyTorch's 99,328 has a second bias, which Keras's layer does not.
    expect(figuresOf('lstm', { units: 128 }, series).parameters).toBe(99_328 - 4 * 128);
    expect(figuresOf('gru', { units: 128 }, series).parameters).toBe(74_496);
  });

  test('ViT-B/16: patches, class token and positions of 224×224×3', () => {
    const patches = figuresOf('patchEmbedding', { patchSize: [16, 16], outputDim: 768 }, [[224, 224, 3]]);
    expect(patches).toMatchObject({ output: [196, 768], parameters: 590_592 });
    const tokens = figuresOf('classToken', {}, [patches.output]);
    expect(tokens).toMatchObject({ output: [197, 768], parameters: 768 });
    expect(figuresOf('positionEmbedding', {}, [tokens.output]).parameters).toBe(151_296);
  });

  test('GPT-2 small: its table, and the table read backwards', () => {
    expect(figuresOf('embedding', { inputDim: 50_257, outputDim: 768 }, [[1024]])).toMatchObject({
      output: [1024, 768],
      parameters: 38_597_376,
      macs: 0,
    });
    expect(figuresOf('reverseEmbedding', { inputDim: 50_257 }, [[1024, 768]])).toMatchObject({
      output: [1024, 50_257],
      weights: [['embeddings', [50_257, 768]]],
    });
  });
});

describe('layers inside others', () => {
  test('the field offers kinds, and says what is wrong with the params inside', () => {
    const [field] = describeFields('bidirectional');
    expect(field).toMatchObject({ control: 'layer', choices: ['lstm', 'gru', 'simpleRnn'] });
    const refused = parseParams('bidirectional', { layer: { kind: 'lstm', params: { units: 0 } } });
    expect(refused).toMatchObject({
      ok: false,
      error: { field: 'layer', values: { reason: expect.stringContaining('units') } },
    });
    expect(parseParams('bidirectional', { layer: { kind: 'dense', params: {} } })).toMatchObject({ ok: false });
    const backwards = { layer: { kind: 'gru', params: { goBackwards: true } } };
    expect(() => figuresOf('bidirectional', backwards, [[4, 3]])).toThrow('reads forwards');
  });

  test('a convolution at each step sees one step', () => {
    const definition = layerOf('timeDistributed');
    const params = parseParams('timeDistributed', { layer: { kind: 'conv2d', params: { kernelSize: [3, 5] } } });
    if (!definition || !params.ok) throw new Error('refused');
    expect(definition.receptiveField?.(params.value, [[4, 9, 9, 2]])).toMatchObject({ kernel: [1, 3, 5] });
    expect(figuresOf('timeDistributed', params.value, [[4, 9, 9, 2]])).toMatchObject({
      output: [4, 7, 5, 32],
      // PyTorch counts 3·5·2·32 products for each of 7×5 pixels of each of 4 images.
      macs: 134_400,
    });
  });

  test('a layer that does not take one step is refused', () => {
    const definition = layerOf('timeDistributed');
    const params = parseParams('timeDistributed', { layer: { kind: 'conv2d', params: {} } });
    if (!definition || !params.ok) throw new Error('refused');
    expect(definition.accepts?.(params.value, [[4, 9, 9]])).toMatchObject({
      ok: false,
      error: { code: 'rank.mismatch' },
    });
  });
});

test('attention refuses keys and values of different lengths', () => {
  expect(() =>
    figuresOf('multiHeadAttention', {}, [
      [4, 8],
      [5, 8],
      [6, 8],
    ]),
  ).toThrow('5×8 and 6×8 differ');
});

test('a token that is not there is refused', () => {
  expect(() => figuresOf('takeToken', { index: 5 }, [[5, 8]])).toThrow('-5…4');
  expect(figuresOf('takeToken', { index: -5 }, [[5, 8]]).output).toEqual([8]);
});
