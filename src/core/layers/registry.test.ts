import { describe, expect, test } from 'vitest';
import { evaluate } from '../math/formula.ts';
import { shapeSize } from '../math/shape.ts';
import { families } from './define.ts';
import { exampleInputs, exampleParams } from './examples.ts';
import { controls } from './fields.ts';
import { defaultParams, describeFields, isLayerKind, layerDefinitions, layerOf, parseParams } from './registry.ts';
import { seededRandom } from './testing/random.ts';
import { randomParams } from './testing/random-layer.ts';

const kinds = layerDefinitions.map(({ kind }) => ({ kind }));

test('kinds are unique and found by name', () => {
  expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(layerDefinitions.length);
  expect(layerOf('conv2d')?.doc.title).toBe('Conv2D');
  expect(layerOf('toString')).toBeUndefined();
  expect(isLayerKind('conv7d')).toBe(false);
});

describe.each(kinds)('$kind', ({ kind }) => {
  const definition = layerOf(kind);
  if (!definition) throw new Error(`${kind} is not in the registry`);
  const params = defaultParams(kind);

  test('is documented', () => {
    const { title, summary, reference, family } = definition.doc;
    expect(families).toContain(family);
    expect(title).not.toBe('');
    expect(summary).toMatch(/^[A-Z].*\.$/);
    expect(reference).toMatch(/https:\/\/keras\.io\//);
  });

  test('its form has every parameter, with text, limits and default', () => {
    const fields = describeFields(kind);
    expect(fields.map(({ key }) => key).sort()).toEqual(Object.keys(params).sort());
    for (const field of fields) {
      expect(controls).toContain(field.control);
      expect(field.label).toMatch(/^[A-Z]/);
      expect(field.help).toMatch(/[.…]$/);
      expect(field.defaultValue).toEqual(params[field.key]);
      if (field.control === 'choice') expect(field.choices).toContain(field.defaultValue);
      if (field.control === 'int' || field.control === 'pair') expect(field.max).toBeGreaterThan(field.min ?? Infinity);
    }
  });

  test('params round-trip through JSON and the schema', () => {
    const random = seededRandom(7);
    for (let i = 0; i < 50; i++) {
      const drawn = randomParams[kind](random, exampleInputs(kind));
      const parsed = parseParams(kind, drawn);
      if (!parsed.ok) throw new Error(parsed.error.message);
      expect(parseParams(kind, JSON.parse(JSON.stringify(parsed.value)))).toEqual(parsed);
    }
  });

  test('limits of the form are those of the schema', () => {
    for (const { key, control, min, max } of describeFields(kind)) {
      if (control !== 'int' && control !== 'pair') continue;
      const as = (n: number): unknown => (control === 'pair' ? [n, n] : n);
      for (const n of [min, max]) expect(parseParams(kind, { [key]: as(n ?? NaN) }), key).toMatchObject({ ok: true });
      for (const n of [(min ?? NaN) - 1, (max ?? NaN) + 1, 1.5, '2', null]) {
        const refused = parseParams(kind, { [key]: control === 'pair' ? [n, n] : n });
        expect(refused, `${key} ${n}`).toMatchObject({ ok: false, error: { code: 'params.invalid', field: key } });
      }
    }
  });

  test('each number is what its formula says', () => {
    const inputs = exampleInputs(kind);
    const params = exampleParams(kind);
    const output = definition.outputShape(params, inputs);
    if (!output.ok) throw new Error(output.error.message);
    const { shape, dims } = output.value;
    expect(dims.map(({ value }) => value)).toEqual(shape);
    expect(dims.map(({ expr }) => evaluate(expr))).toEqual(shape);
    for (const { name, shape: size, size: counted } of definition.weights(params, inputs)) {
      expect(counted.value, name).toBe(shapeSize(size));
    }
    const { macs, otherOps } = definition.cost(params, inputs, shape);
    for (const { value, expr } of [macs, otherOps]) expect(evaluate(expr)).toBe(value);
  });

  test('its Keras config is complete, snake_case and plain JSON', () => {
    const { className, config } = definition.keras(params);
    expect(JSON.parse(JSON.stringify(config))).toEqual(config);
    expect(config).not.toHaveProperty('name');
    for (const key of Object.keys(config)) expect(key).toMatch(/^[a-z_]+$/);
    expect(className).toMatch(/^[A-Z]/);
  });

  test('its headline fits on a node', () => {
    expect(definition.headline(params).length).toBeLessThanOrEqual(12);
  });
});

test('params of an unknown kind, and wrong ones, are problems and not exceptions', () => {
  expect(parseParams('conv7d', {})).toMatchObject({ ok: false, error: { code: 'graph.unknownKind' } });
  expect(parseParams('conv2d', { filters: 0 })).toMatchObject({ ok: false, error: { field: 'filters' } });
  expect(parseParams('conv2d', null)).toMatchObject({ ok: false });
  expect(parseParams('reshape', { targetShape: [-1, 0] })).toMatchObject({ ok: false });
  expect(parseParams('dropout', { rate: 1 })).toMatchObject({ ok: false });
});
