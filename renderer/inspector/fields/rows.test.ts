import { expect, test } from 'vitest';
import type { FieldSpec } from '../../../src/core/layers/fields.ts';
import { describeFields } from '../../../src/core/layers/registry.ts';
import { changedCount, rowsOf } from './rows.ts';

const rowKeys = (fields: readonly FieldSpec[]) => rowsOf(fields).map((row) => row.map(({ key }) => key));
const usual = (kind: string) => describeFields(kind).filter((field) => field.advanced !== true);

test('bias stands on the line of the activation, before or after it', () => {
  expect(rowKeys(usual('dense'))).toContainEqual(['activation', 'useBias']);
  expect(rowKeys(usual('lstm'))).toContainEqual(['activation', 'useBias']);
});

test('a switch with a long name has a line of its own', () => {
  expect(rowKeys(usual('lstm'))).toContainEqual(['returnSequences']);
});

test('every field is in one row', () => {
  for (const kind of ['conv2d', 'gru', 'multiHeadAttention']) {
    expect(rowKeys(describeFields(kind)).flat().sort()).toEqual(
      describeFields(kind)
        .map(({ key }) => key)
        .sort(),
    );
  }
});

test('settings are counted that are not as a new layer has them, whatever the order of their keys', () => {
  const fields = describeFields('layerNormalization');
  const values: Record<string, unknown> = { epsilon: 1e-6, axis: [-1], gammaRegularizer: { l2: 0.1, l1: 0 } };
  const read = (field: FieldSpec) => values[field.key] ?? field.defaultValue;
  expect(changedCount(fields, read)).toBe(2);
  expect(changedCount(describeFields('bidirectional'), (field) => field.defaultValue)).toBe(0);
});
