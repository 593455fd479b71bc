import type { compile as english } from '../en/compile.ts';
import type { SameKeys } from '../same-keys.ts';

export const compile: SameKeys<typeof english> = {};
