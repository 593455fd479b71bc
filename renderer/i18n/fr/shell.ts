import type { shell as english } from '../en/shell.ts';
import type { SameKeys } from '../same-keys.ts';

export const shell: SameKeys<typeof english> = {};
