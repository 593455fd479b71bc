import type { train as english } from '../en/train.ts';
import type { SameKeys } from '../same-keys.ts';

export const train: SameKeys<typeof english> = {};
