import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readLayer } from '../interop/keras/layers/read-layer.ts';
import { kindOfClass } from '../interop/keras/layers/table.ts';
import { layerOf } from './registry.ts';

function read(className: string, config: Readonly<Record<string, unknown>>, input: readonly number[]) {
  const kind = kindOfClass(className);
  if (!kind) throw new Error(`no ${className}`);
  const layer = readLayer(kind, config, [input]);
  const definition = layerOf(kind);
  if (!layer.ok || !definition) throw new Error(`${className} was not read`);
  expect(layer.value.lost).toEqual([]);
  return { definition, params: layer.value.params };
}

const sizes = z.array(z.number());
/** Recorded by conformance/record_windows.py. */
const rows = z
  .array(
    z.object({
      class: z.string(),
      config: z.record(z.string(), z.unknown()),
      input: sizes,
      output: sizes,
      weights: z.array(z.object({ name: z.string(), shape: sizes })),
      parameters: z.number(),
      macs: z.number().nullable(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('fixtures/windows.json', import.meta.url), 'utf8')));

describe('shapes, weights and multiplications of Keras and PyTorch', () => {
  test.each(rows.map((row) => [`${row.class} ${JSON.stringify(row.config)}`, row] as const))('%s', (_, row) => {
    const { definition, params } = read(row.class, row.config, row.input);
    expect(definition.accepts?.(params, [row.input]) ?? { ok: true }).toMatchObject({ ok: true });
    const output = definition.outputShape(params, [row.input]);
    if (!output.ok) throw new Error(output.error.message);
    expect(output.value.shape).toEqual(row.output);
    const weights = definition.weights(params, [row.input]);
    expect(weights.map(({ name, shape }) => ({ name, shape }))).toEqual(row.weights);
    expect(weights.reduce((sum, { size }) => sum + size.value, 0)).toBe(row.parameters);
    if (row.macs !== null) expect(definition.cost(params, [row.input], row.output).macs.value).toBe(row.macs);
  });
});

/** Keras 3.15 refuses each of these; the message is ours. */
const refused = [
  [
    'Conv2D',
    { filters: 4, kernel_size: 1, groups: 3 },
    [4, 4, 4],
    'Conv2D: 4 input channels cannot be divided into 3 groups.',
  ],
  [
    'Conv2D',
    { filters: 3, kernel_size: 1, groups: 2 },
    [4, 4, 4],
    'Conv2D: 3 filters cannot be divided into 2 groups.',
  ],
  [
    'Conv1D',
    { filters: 1, kernel_size: 4, dilation_rate: 2 },
    [6, 1],
    'Conv1D: a window of 7 does not fit into 6 along the length.',
  ],
  [
    'MaxPooling3D',
    { pool_size: [2, 5, 2] },
    [4, 4, 4, 1],
    'MaxPool3D: a window of 2×5×2 does not fit into 4×4×4 along the height.',
  ],
  [
    'Conv2DTranspose',
    { filters: 1, kernel_size: 3, strides: 2, output_padding: [2, 2] },
    [4, 4, 1],
    'Conv2DTransp: an output padding of 2 is not possible here, it must be between 0 and 1.',
  ],
  ['Cropping1D', { cropping: [2, 2] }, [4, 1], 'Crop1D: cutting off 2+2 leaves nothing of 4.'],
] as const;

test.each(refused)('%s %o on %o is refused', (className, config, input, message) => {
  const { definition, params } = read(className, config, input);
  const accepted = definition.accepts?.(params, [input]);
  const result = accepted && !accepted.ok ? accepted : definition.outputShape(params, [input]);
  expect(result).toMatchObject({ ok: false, error: { message } });
});
