import type { FieldSpec } from '../../../src/core/layers/fields.ts';

/** Lines of a form: a short switch stands on the line of the list beside it, Activation and Bias. */
export function rowsOf(fields: readonly FieldSpec[]): readonly (readonly FieldSpec[])[] {
  const rows: FieldSpec[][] = [];
  for (const field of fields) {
    const row = rows.at(-1);
    const [before, ...more] = row ?? [];
    if (row && before && more.length === 0 && pairs(before, field)) rows[rows.length - 1] = [field, before];
    else if (row && before && more.length === 0 && pairs(field, before)) row.push(field);
    else rows.push([field]);
  }
  return rows;
}

/** Longest label that still fits beside a list, in characters. */
const shortLabel = 6;

const pairs = (toggle: FieldSpec, list: FieldSpec): boolean =>
  toggle.control === 'toggle' &&
  toggle.label.length <= shortLabel &&
  list.control === 'choice' &&
  (list.choices?.length ?? 0) > 3;

/** How many of the fields are not as a new layer has them. */
export const changedCount = (fields: readonly FieldSpec[], read: (field: FieldSpec) => unknown): number =>
  fields.filter((field) => !sameValue(read(field), field.defaultValue)).length;

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return left.size === right.size && [...left].every(([key, value]) => sameValue(value, right.get(key)));
}
