import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { layerOf, parseParams } from './registry.ts';

/**
 * Layers of keras.applications, told apart by class, config and input shapes, with the figures of Keras 3.15 itself and
 * TensorFlow's profiler for the whole model.
 */
const shape = z.array(z.number());
const models = z
  .array(
    z.object({
      model: z.string(),
      layers: z.number(),
      macs: z.number(),
      tfProfilerFloatOps: z.number(),
      rows: z.array(
        z.object({
          count: z.number(),
          kind: z.string(),
          params: z.record(z.string(), z.unknown()),
          inputs: z.array(shape),
          output: shape,
          parameters: z.number(),
          trainable: z.number(),
        }),
      ),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('fixtures/keras-applications.json', import.meta.url), 'utf8')));

type Row = (typeof models)[number]['rows'][number];

function figuresOf({ kind, params, inputs }: Row) {
  const definition = layerOf(kind);
  const parsed = parseParams(kind, params);
  if (!definition || !parsed.ok) throw new Error(`${kind} ${JSON.stringify(params)} was refused`);
  expect(definition.accepts?.(parsed.value, inputs) ?? { ok: true }).toMatchObject({ ok: true });
  const output = definition.outputShape(parsed.value, inputs);
  if (!output.ok) throw new Error(output.error.message);
  const weights = definition.weights(parsed.value, inputs);
  const count = (of: typeof weights): number => of.reduce((sum, { size }) => sum + size.value, 0);
  const { macs, otherOps } = definition.cost(parsed.value, inputs, output.value.shape);
  return {
    output: output.value.shape,
    parameters: count(weights),
    trainable: count(weights.filter(({ trainable }) => trainable)),
    macs: macs.value,
    otherOps: otherOps.value,
  };
}

describe.each(models)('$model', ({ layers, macs, tfProfilerFloatOps, rows }) => {
  test('every layer has the shape and the parameters that Keras gives it', () => {
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(layers);
    for (const row of rows) {
      const { output, parameters, trainable } = row;
      expect(figuresOf(row), JSON.stringify(row)).toMatchObject({ output, parameters, trainable });
    }
  });

  test('costs add up to the independent counts', () => {
    const total = { macs: 0, operations: 0 };
    for (const row of rows) {
      const figures = figuresOf(row);
      total.macs += row.count * figures.macs;
      total.operations += row.count * (2 * figures.macs + figures.otherOps);
    }
    expect(total.macs).toBe(macs);
    expect(total.operations).toBe(tfProfilerFloatOps);
  });
});
