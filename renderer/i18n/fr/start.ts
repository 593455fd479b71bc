import type { start as english } from '../en/start.ts';
import type { SameKeys } from '../same-keys.ts';

export const start: SameKeys<typeof english> = {};
