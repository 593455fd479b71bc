import { optimizers } from '../document/schema.ts';
import type { FieldSpec } from '../layers/fields.ts';
import type { Dimension, SearchableSetting, SearchRange, SearchTarget } from './schema.ts';

/** Controls whose value, or each side of it, is one number. */
const numeric: ReadonlySet<FieldSpec['control']> = new Set(['int', 'number', 'pair', 'triple']);

export const isSearchable = ({ control }: Pick<FieldSpec, 'control'>): boolean => numeric.has(control);

/** A range to begin with around a field's value: widths in powers of 2, windows in odd sizes, shares up to a half. */
function rangeOf({ control, min = 0, max = Number.POSITIVE_INFINITY }: FieldSpec, value: unknown): SearchRange {
  const now = Array.isArray(value) ? value[0] : value;
  const size = typeof now === 'number' ? now : Math.max(min, 1);
  if (control === 'number') {
    if (size > 0 && size < 0.01) return { kind: 'log', low: Math.max(min, size / 10), high: Math.min(max, size * 10) };
    if (max <= 1)
      return size > 0.5 ? { kind: 'linear', low: 0.5, high: size } : { kind: 'linear', low: min, high: 0.5 };
    return {
      kind: 'linear',
      low: size > 0 ? Math.max(min, size / 2) : min,
      high: Math.min(max, Math.max(size * 2, 1)),
    };
  }
  if (control === 'pair' || control === 'triple') {
    return size > 2 || size % 2 === 1
      ? { kind: 'whole', low: Math.max(1, min), high: Math.min(max, Math.max(size + 2, 5)), step: 2 }
      : { kind: 'whole', low: Math.max(1, min), high: Math.min(max, size + 1), step: 1 };
  }
  return size >= 4
    ? {
        kind: 'powers',
        low: Math.max(1, min, 2 ** Math.floor(Math.log2(size / 4))),
        high: Math.min(max, 2 ** Math.ceil(Math.log2(size * 2))),
      }
    : { kind: 'whole', low: Math.max(1, min), high: Math.min(max, size + 3), step: 1 };
}

const settingRanges: Readonly<Record<SearchableSetting, SearchRange>> = {
  learningRate: { kind: 'log', low: 1e-4, high: 1e-1 },
  batchSize: { kind: 'powers', low: 16, high: 128 },
  optimizer: { kind: 'choice', values: [...optimizers] },
  weightDecay: { kind: 'log', low: 1e-5, high: 1e-1 },
  momentum: { kind: 'linear', low: 0.5, high: 0.99 },
  labelSmoothing: { kind: 'linear', low: 0, high: 0.2 },
  augmentation: { kind: 'choice', values: [true, false] },
};

/** A name that is the same for the same target, so that nothing is varied twice. */
const dimensionId = (target: SearchTarget): string => {
  if (target.kind === 'setting') return target.setting;
  return target.kind === 'field' ? `${target.field} of ${target.nodes.join()}` : `copies of ${target.nodes.join()}`;
};

export const fieldDimension = (nodes: readonly string[], field: FieldSpec, value: unknown): Dimension =>
  dimensionOf({ kind: 'field', nodes: [...nodes], field: field.key }, rangeOf(field, value));

export const settingDimension = (setting: SearchableSetting): Dimension =>
  dimensionOf({ kind: 'setting', setting }, settingRanges[setting]);

export const copiesDimension = (nodes: readonly string[]): Dimension =>
  dimensionOf({ kind: 'copies', nodes: [...nodes] }, { kind: 'whole', low: 1, high: 3, step: 1 });

const dimensionOf = (target: SearchTarget, range: SearchRange): Dimension => ({
  id: dimensionId(target),
  target,
  range,
});
