import { expect, it } from 'vitest';
import { describeFields, layerDefinitions, parseParams } from '../layers/registry.ts';
import { valueAt } from './draw.ts';
import { rangeSchema, searchableSettings } from './schema.ts';
import { fieldDimension, isSearchable, settingDimension } from './suggest.ts';

it('suggests ranges for every numeric field whose ends the field takes', () => {
  let looked = 0;
  for (const { kind } of layerDefinitions) {
    for (const field of describeFields(kind).filter(isSearchable)) {
      const { range } = fieldDimension(['a'], field, field.defaultValue);
      expect(rangeSchema.safeParse(range).success, `${kind} ${field.key}`).toBe(true);
      for (const place of [0, 0.999]) {
        const value = valueAt(range, place);
        const { defaultValue } = field;
        const params = { [field.key]: Array.isArray(defaultValue) ? defaultValue.map(() => value) : value };
        const read = parseParams(kind, params);
        const about = read.ok ? null : read.error.field;
        expect(about === field.key, `${kind} ${field.key} ${value}`).toBe(false);
        looked++;
      }
    }
  }
  expect(looked).toBeGreaterThan(50);
});

it('suggests a range for every setting', () => {
  for (const setting of searchableSettings)
    expect(rangeSchema.safeParse(settingDimension(setting).range).success).toBe(true);
});
