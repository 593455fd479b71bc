import { describe, expect, test } from 'vitest';
import { exampleInputs } from '../../../layers/examples.ts';
import { type LayerKind, layerDefinitions, layerOf, parseParams } from '../../../layers/registry.ts';
import { seededRandom } from '../../../layers/testing/random.ts';
import { randomParams } from '../../../layers/testing/random-layer.ts';
import { createLayerRead, readLayer } from './read-layer.ts';
import { kindAfterReading, kindOfClass } from './table.ts';

const draws = 60;

/** Params that another value of means the same, with the value that is read. */
const same: { readonly [K in LayerKind]?: (params: Record<string, unknown>) => Record<string, unknown> } = {
  // Keras writes the length of a value always; it is that of a key where nothing else was said.
  multiHeadAttention: (params) => (params.valueDim === params.keyDim ? { ...params, valueDim: null } : params),
};

/** Nothing is written of a penalty that counts for nothing. */
function withoutEmptyPenalties(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyPenalties);
  if (typeof value !== 'object' || value === null) return value;
  if ('l1' in value && 'l2' in value && value.l1 === 0 && value.l2 === 0) return null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutEmptyPenalties(inner)]));
}

const kinds = layerDefinitions.map(({ kind }) => kind).filter((kind) => kind !== 'custom');

describe.each(kinds)('%s', (kind) => {
  test(`what is written of it is read as it was, ${draws} times over`, () => {
    const definition = layerOf(kind);
    if (!definition) throw new Error(kind);
    const inputs = exampleInputs(kind);
    let compared = 0;
    for (let seed = 1; seed <= draws; seed++) {
      const parsed = parseParams(kind, randomParams[kind](seededRandom(seed), inputs));
      // A few draws are mistakes on purpose.
      if (!parsed.ok) continue;
      compared++;
      const params = parsed.value;
      const { className, config } = definition.keras(params);
      const target = kindOfClass(className);
      expect(target).toBe(kindAfterReading(kind));
      if (!target) continue;
      // As a file has it.
      const read = readLayer(target, JSON.parse(JSON.stringify(config)));
      if (!read.ok) throw new Error(`seed ${seed}: ${read.error.message} ${JSON.stringify(config)}`);
      // Keras writes some kinds as its Activation layer, with the kind's name as its function.
      const expected = target === kind ? (same[kind]?.(params) ?? params) : { activation: kind };
      expect(read.value.params, `seed ${seed}`).toEqual(withoutEmptyPenalties(expected));
      expect(read.value.lost.map(({ message }) => message)).toEqual([]);
    }
    expect(compared).toBeGreaterThan(draws / 2);
  });
});

describe('createLayerRead', () => {
  const dense = { name: 'dense', units: 10, activation: 'relu' };

  test('gives layers that differ in nothing but their names the same params', () => {
    const read = createLayerRead();
    const first = read('dense', dense, [[4]]);
    expect(first).toEqual(readLayer('dense', dense, [[4]]));
    expect(read('dense', { ...dense, name: 'dense_1' }, [[4]])).toBe(first);
  });

  test('looks again where a setting or the kind is another', () => {
    const read = createLayerRead();
    read('dense', dense, [[4]]);
    expect(read('dense', { ...dense, units: 11 }, [[4]])).toMatchObject({ value: { params: { units: 11 } } });
    expect(read('dropout', dense, [[4]]).ok).toBe(false);
  });
});
