import type { evaluate as english } from '../en/evaluate.ts';
import type { SameKeys } from '../same-keys.ts';

export const evaluate: SameKeys<typeof english> = {};
