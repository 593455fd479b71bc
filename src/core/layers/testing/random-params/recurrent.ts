import type { RandomParams } from './types.ts';

export const recurrentParams: RandomParams<never> = {};
