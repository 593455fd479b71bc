import type { later } from './later.ts';
import type { shell } from './shell.ts';
import type { start } from './start.ts';

/** Every English text by namespace; the French ones have the same keys. */
export type English = typeof later & { readonly shell: typeof shell; readonly start: typeof start };
