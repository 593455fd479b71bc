import type { define as english } from '../en/define.ts';
import type { SameKeys } from '../same-keys.ts';

export const define: SameKeys<typeof english> = {};
