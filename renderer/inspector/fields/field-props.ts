import type { ComponentType } from 'react';
import type { FieldSpec } from '../../../src/core/layers/fields.ts';

export interface FieldControlProps {
  readonly field: FieldSpec;
  readonly label: string;
  readonly value: unknown;
  readonly linked: boolean;
  readonly onLink: (key: string | null) => void;
  readonly onChange: (value: unknown) => void;
  /** Whether the schema takes this value: how many sizes or axes there may be is known to it alone. */
  readonly accepts: (value: unknown) => boolean;
  /** The form itself, for a value that has settings of its own. */
  readonly form: ComponentType<FieldListProps>;
}

export interface FieldListProps {
  readonly kind: string;
  readonly fields: readonly FieldSpec[];
  readonly errorOf: (field: FieldSpec) => string | undefined;
  readonly read: (field: FieldSpec) => unknown;
  readonly onChange: (field: FieldSpec, value: unknown) => void;
  readonly onLink: (key: string | null) => void;
  /** What formulas call all of these fields, where it is not their own keys. */
  readonly linkAs?: string;
  /** Whether the layers have different values. */
  readonly mixed?: (field: FieldSpec) => boolean;
}

/** The same with a value that was read from it. */
export type Typed<T> = Omit<FieldControlProps, 'value'> & { readonly value: T };

export const limits = (field: FieldSpec) => ({
  ...(field.min === undefined ? {} : { min: field.min }),
  ...(field.max === undefined ? {} : { max: field.max }),
});

/** A list of numbers; anything else is `instead`. */
export const numbersOf = (value: unknown, instead: readonly number[]): readonly number[] =>
  Array.isArray(value) && value.every((n) => typeof n === 'number') ? value : instead;

/** First and last of each axis: `[[top, bottom], [left, right]]`; what is missing is 0. */
export function sidesOf(value: unknown, axes: number): readonly (readonly [number, number])[] {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  return Array.from({ length: axes }, (_, axis) => {
    const [first = 0, last = 0] = numbersOf(rows[axis], []);
    return [first, last];
  });
}

export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
