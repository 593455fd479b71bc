import { z } from 'zod';
import type { FieldSpec } from '../../../src/core/layers/fields.ts';
import { initializerNames, initializerSchema } from '../../../src/core/layers/initializers.ts';
import { constraintSchema, type Regularizer } from '../../../src/core/layers/penalties.ts';
import { recordOf } from './field-props.ts';

/* Values that are a name, some with numbers of their own: what can be chosen, and the fields of a choice. */

export const noneName = 'none';

const [, numbered] = initializerSchema.options;
const constraints = constraintSchema.unwrap();

/** An initialiser is a bare name, or an object with one; a constraint an object or nothing. */
export const nameOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const { name } = recordOf(value);
  return typeof name === 'string' ? name : noneName;
};

const optionNames = (options: readonly z.ZodObject[]): readonly string[] =>
  options.map((option) => String(literalOf(option)));

const literalOf = ({ shape }: z.ZodObject): unknown =>
  shape.name instanceof z.ZodLiteral ? shape.name.value : undefined;

export const initializerChoices: readonly string[] = [...initializerNames, ...optionNames(numbered.options)];
export const constraintChoices: readonly string[] = [noneName, ...optionNames(constraints.options)];

/** The initialiser of this name with the numbers that its schema starts it with. */
export function initializerNamed(name: string): unknown {
  const parsed = initializerSchema.safeParse(name);
  return parsed.success ? parsed.data : initializerSchema.parse({ name });
}

export const constraintNamed = (name: string): unknown => (name === noneName ? null : constraints.parse({ name }));

export const acceptsInitializer = (value: unknown): boolean => initializerSchema.safeParse(value).success;
export const acceptsConstraint = (value: unknown): boolean => constraintSchema.safeParse(value).success;

/** The numbers, choices and axes that belong to an initialiser of this name, as fields of a form. */
export const initializerParts = (name: string): readonly FieldSpec[] => partsOf(numbered.options, name);
export const constraintParts = (name: string): readonly FieldSpec[] => partsOf(constraints.options, name);

function partsOf(options: readonly z.ZodObject[], name: string): readonly FieldSpec[] {
  const option = options.find((candidate) => literalOf(candidate) === name);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(option?.shape ?? {});
  return entries.flatMap(([key, schema]): readonly FieldSpec[] => {
    if (!(schema instanceof z.ZodDefault)) return [];
    const inner = schema.unwrap();
    const common = { key, label: key, help: '', defaultValue: schema.parse(undefined) } as const;
    if (inner instanceof z.ZodEnum) return [{ ...common, control: 'choice', choices: inner.options.map(String) }];
    if (inner instanceof z.ZodNumber) return [{ ...common, control: 'number', ...boundsOf(inner) }];
    if (!(inner instanceof z.ZodArray)) return [];
    const { element } = inner;
    return [{ ...common, control: 'axes', ...(element instanceof z.ZodNumber ? boundsOf(element) : {}) }];
  });
}

const boundsOf = ({ minValue, maxValue }: z.ZodNumber) => ({
  ...(minValue === null ? {} : { min: minValue }),
  ...(maxValue === null ? {} : { max: maxValue }),
});

export const penaltyModes = ['none', 'l1', 'l2', 'both'] as const;
export type PenaltyMode = (typeof penaltyModes)[number];

/** Usual first factors: L1 is the stronger of two equal ones on small weights, but few use it for more than sparsity. */
const firstFactors = { l1: 0.01, l2: 0.001 } as const;

/** Which penalties count. While a factor is being typed it may be 0 for a moment: `before` then stays. */
export function penaltyMode(penalty: Regularizer, before: PenaltyMode): PenaltyMode {
  if (penalty === null) return 'none';
  const found = penalty.l1 > 0 ? (penalty.l2 > 0 ? 'both' : 'l1') : penalty.l2 > 0 ? 'l2' : 'none';
  if (before === 'both' || before === found) return before;
  if (found === 'none') return before === 'none' ? 'both' : before;
  return found;
}

/** The penalty of another mode; factors that were set are kept. */
export function penaltyIn(mode: PenaltyMode, penalty: Regularizer): Regularizer {
  if (mode === 'none') return null;
  const factor = (key: 'l1' | 'l2') => (penalty && penalty[key] > 0 ? penalty[key] : firstFactors[key]);
  return { l1: mode === 'l2' ? 0 : factor('l1'), l2: mode === 'l1' ? 0 : factor('l2') };
}

export function regularizerOf(value: unknown): Regularizer {
  const { l1, l2 } = recordOf(value);
  return typeof l1 === 'number' && typeof l2 === 'number' ? { l1, l2 } : null;
}
