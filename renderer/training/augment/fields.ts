import { type AugmentStep, augmentStepSchema, type Range } from '../../../src/core/augment/schema.ts';
import { rangeLimits } from '../../../src/core/augment/steps.ts';

type Key = 'horizontal' | 'vertical' | 'degrees' | 'factor' | 'deviation' | 'side';

export interface RangeField {
  readonly key: Key;
  readonly range: Range;
  readonly limits: Range;
  /** What the slider spans, unless the numbers lie beyond. */
  readonly usual: Range;
  /** What numbers are multiplied by to be read, and their unit. */
  readonly shown: { readonly scale: number; readonly unit: string };
}

const keys: readonly Key[] = ['horizontal', 'vertical', 'degrees', 'factor', 'deviation', 'side'];
const usual: { readonly [K in Key]: Range } = {
  horizontal: [-0.5, 0.5],
  vertical: [-0.5, 0.5],
  degrees: [-45, 45],
  factor: [-0.5, 0.5],
  deviation: [0, 0.3],
  side: [0, 1],
};
const percent = { scale: 100, unit: '%' } as const;
const degrees = { scale: 1, unit: '°' } as const;

/** The fields of a step that are drawn from a range, with what they are now. */
export function rangesOf(step: AugmentStep): readonly RangeField[] {
  const values: Readonly<Record<string, unknown>> = step;
  const limits: Readonly<Record<string, Range>> = rangeLimits[step.kind];
  return keys.flatMap((key) => {
    const [low, high] = Array.isArray(values[key]) ? values[key] : [];
    const within = limits[key];
    if (typeof low !== 'number' || typeof high !== 'number' || !within) return [];
    return [
      { key, range: [low, high], limits: within, usual: usual[key], shown: key === 'degrees' ? degrees : percent },
    ];
  });
}

/** The step with one range changed; as it was where that cannot be. */
export function withRange(step: AugmentStep, key: Key, range: Range): AugmentStep {
  const changed = augmentStepSchema.safeParse({ ...step, [key]: range });
  return changed.success ? changed.data : step;
}
