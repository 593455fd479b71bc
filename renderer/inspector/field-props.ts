import type { FieldSpec } from '../../src/core/layers/fields.ts';

export interface FieldControlProps {
  readonly field: FieldSpec;
  readonly label: string;
  readonly value: unknown;
  readonly linked: boolean;
  readonly onLink: (key: string | null) => void;
  readonly onChange: (value: unknown) => void;
}

/** The same with a value that was read from it. */
export type Typed<T> = Omit<FieldControlProps, 'value'> & { readonly value: T };

/** `[[top, bottom], [left, right]]` */
export type Sides = readonly [readonly [number, number], readonly [number, number]];

export const limits = (field: FieldSpec) => ({
  ...(field.min === undefined ? {} : { min: field.min }),
  ...(field.max === undefined ? {} : { max: field.max }),
});
